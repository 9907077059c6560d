export { examineNamespace } from './namespace.js';
export { examineService } from './service.js';
export { examineSweeps } from './sweeps.js';
export { examineTaskQueues } from './task-queues.js';
export { error, messageOf, ok, type Finding } from './finding.js';
