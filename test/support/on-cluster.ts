/** Whether the tests run on Temporal with PostgreSQL (dev/cluster) instead of the dev server: `npm run test:cluster`. */
export function onCluster(): boolean {
  return (process.env.IDMP_TEST_CLUSTER ?? '') !== '';
}
