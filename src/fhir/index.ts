export { absoluteAddress, addressWithin, parseAddress } from './addresses.js';
export { FhirClient } from './fhir-client.js';
export { FhirError, type FhirErrorReason } from './fhir-error.js';
export { errorsAmong, issuesOf, isTransient } from './operation-outcome.js';
export { reasonsOf } from './task-reasons.js';
export { createTask, findTask, readTask, validateTask, type TaskAtService } from './tasks.js';
