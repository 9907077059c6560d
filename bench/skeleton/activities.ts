export interface SkeletonActivities { plan(): Promise<null>; }
export interface SkeletonCalls { call(): Promise<null>; }
const of = (bytes = 0): unknown => (bytes === 0 ? null : { resourceType: 'Task', contained: Array.from({ length: bytes / 100 }, (_, i) => ({ id: `x${i}`, a: 'x'.repeat(60), b: 0.5 })) });
export const planning = { plan: (bytes?: number) => Promise.resolve(of(bytes)) } as any;
export const calls = { call: (_t?: unknown, bytes?: number) => Promise.resolve(of(bytes)) } as any;
