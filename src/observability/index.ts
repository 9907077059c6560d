export { Observation } from './observation.js';
export { currentTracing, endTracing, startTracing } from './tracing.js';
