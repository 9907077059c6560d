export { objectsIn } from './lists.js';
export { absoluteAddress, addressWithin, isFhirId, parseAddress } from './addresses.js';
export { ServiceCapabilities, type Capabilities } from './capabilities.js';
export { createTask } from './create-task.js';
export { deleteTask, type Deletion } from './delete-task.js';
export { updateTask } from './update-task.js';
export { findTask } from './find-task.js';
export {
  FhirClient,
  noting,
  type FhirAnswer,
  type FhirCall,
  type FhirCaller,
  type FhirClientOptions,
} from './fhir-client.js';
export { FhirError, type FhirErrorReason } from './fhir-error.js';
export { errorsAmong, issuesOf, isTransient } from './operation-outcome.js';
export { isPartial } from './partial.js';
export { reasonsOf } from './task-reasons.js';
export { readTask, taskUrl, type TaskAtService } from './tasks.js';
export { unexpectedAnswer } from './unexpected-answer.js';
export { validateTask } from './validate-task.js';
export { warningsIn } from './service-warnings.js';
