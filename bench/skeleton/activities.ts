/** In the place of what is planned beside the workflow. */
export interface SkeletonActivities {
  plan(): Promise<null>;
}

/** In the place of the calls to the service. */
export interface SkeletonCalls {
  call(): Promise<null>;
}

const nothing = (): Promise<null> => Promise.resolve(null);

export const planning: SkeletonActivities = { plan: nothing };
export const calls: SkeletonCalls = { call: nothing };
