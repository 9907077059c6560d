export { Observation } from './observation.js';
