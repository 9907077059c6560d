export { Observation } from './observation.js';
export { startTracing } from './tracing.js';
