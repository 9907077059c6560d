/** Prints a last message before Ctrl-C ends the command. Returns a function that stops listening. */
export function onInterrupt(lastMessage: () => Promise<void>): () => void {
  const end = (): void => void lastMessage().finally(() => process.exit(130));
  process.once('SIGINT', end);
  return () => process.removeListener('SIGINT', end);
}
