export { checkTask } from './check-task.js';
