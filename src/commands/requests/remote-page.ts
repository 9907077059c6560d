import type { Page } from '../terminal/page.js';
import type { RemoteStatus, RemoteTask } from './remote-task.js';

/** Page of the Tasks that a service has for a request. */
export function remotePage({ workflowId, account, tasks }: RemoteStatus): Page {
  return {
    title: {
      subject: workflowId ?? 'Task without a workflow',
      state: `${tasks.length} ${tasks.length === 1 ? 'Task' : 'Tasks'} at the service of account "${account}"`,
      style: tasks.length === 0 ? 'bad' : 'open',
    },
    rows: tasks.flatMap(taskRows),
    issues: tasks.flatMap(({ reasons }) => reasons),
  };
}

function taskRows(task: RemoteTask): (readonly [string, string])[] {
  const { taskId, taskUrl, taskStatus, lastModified, outputs, cancellations } = task;
  return [
    ['Task', `${taskId} is ${taskStatus}`],
    ['address', taskUrl],
    ['changed', lastModified ?? ''],
    ...outputs.map(
      ({ type, reference, identifier }) => [type, identifier?.value ?? reference ?? ''] as const,
    ),
    ...(cancellations ?? []).map(
      (each) => ['cancellation', `Task ${each.taskId} is ${each.taskStatus}`] as const,
    ),
  ];
}
