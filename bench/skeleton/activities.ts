/** Stands for the activity that plans the request. */
export interface SkeletonActivities {
  plan(): Promise<null>;
}

/** Stands for the calls to the service. */
export interface SkeletonCalls {
  call(): Promise<null>;
}

const nothing = (): Promise<null> => Promise.resolve(null);

export const planning: SkeletonActivities = { plan: nothing };
export const calls: SkeletonCalls = { call: nothing };
