/** For the image's HEALTHCHECK: exit code 0 where the worker of this container says that it is ready. */
/* global fetch, AbortSignal */
const { IDMP_HEALTH_ADDRESS = '127.0.0.1:8080' } = process.env;
const port = IDMP_HEALTH_ADDRESS.split(':').at(-1);
try {
  const { ok } = await fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(2_000) });
  process.exitCode = ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
