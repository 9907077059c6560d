/** Metrics that a day's run cannot produce, each with the reason and the source that proves its name. */
export interface Rare {
  metric: string;
  label: string | null;
  values: string[];
  reason: string;
  /** File of the repository, and texts that it contains. */
  source: { file: string; text: string[] };
}

const CORE = 'node_modules/@temporalio/core-bridge/sdk-core/crates';

export const RARE: Rare[] = [
  {
    metric: 'temporal_long_request_failure_total',
    label: null,
    values: [],
    reason: 'a long poll fails only when the server goes in the middle of one; health.system.test.ts sees it',
    source: { file: `${CORE}/client/src/metrics.rs`, text: ['name: "long_request_failure".into()'] },
  },
  {
    metric: 'temporal_workflow_task_execution_failed_total',
    label: 'failure_reason',
    values: ['NonDeterminismError'],
    reason: 'the worker runs one bundle; that the label has other values is shown by an unknown workflow',
    source: {
      file: `${CORE}/sdk-core/src/telemetry/metrics.rs`,
      text: ['FailureReason::Nondeterminism => "NonDeterminismError".to_owned()'],
    },
  },
  {
    metric: 'temporal_request_failure_total',
    label: 'status_code',
    values: ['RESOURCE_EXHAUSTED'],
    reason: 'the dev server has no limit that one worker reaches; NOT_FOUND is seen',
    source: {
      file: `${CORE}/client/src/metrics.rs`,
      text: ['Code::ResourceExhausted => "RESOURCE_EXHAUSTED"'],
    },
  },
  {
    metric: 'temporal_request_failure_total',
    label: 'status_code',
    values: ['UNAVAILABLE', 'TRANSPORT_ERROR'],
    reason: 'the server stays up here; health.system.test.ts kills one, and sees them',
    source: {
      file: `${CORE}/client/src/metrics.rs`,
      text: ['Code::Unavailable => "UNAVAILABLE"', '"TRANSPORT_ERROR"'],
    },
  },
  {
    metric: 'idmp_requests_ended_total',
    label: 'failure',
    values: ['DeadlineExceeded', 'ProtocolError', 'TaskGone'],
    reason: 'they take a deadline or twelve senseless answers; other types are seen',
    source: {
      file: 'src/contract/failures.ts',
      text: ["'DeadlineExceeded'", "'ProtocolError'", "'TaskGone'"],
    },
  },
];
