import { dirname } from 'node:path';
import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * An append-only NDJSON file. A line is written before the answer is sent, so that every answer
 * survives SIGKILL. Without a file, entries are not kept.
 */
export class Journal<Entry> {
  #fd: number | null = null;

  /**
   * Opens the file and hands every entry in it to `replay`. A torn last line is removed, because the process
   * died while it wrote the line and sent no answer.
   * @throws Error when a line before the last one cannot be read: the file is not a sandbox's, or was damaged
   */
  constructor(file: string | undefined, replay: (entry: Entry) => void) {
    if (file === undefined) return;
    const content = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
    const whole = content.subarray(0, content.lastIndexOf(0x0a) + 1);
    let number = 0;
    for (const line of whole.toString('utf8').split('\n')) {
      number += 1;
      if (line === '') continue;
      let entry: Entry;
      try {
        entry = JSON.parse(line) as Entry;
      } catch (cause) {
        throw new Error(`${file}: line ${number} is not JSON; this is not a data file of the sandbox`, {
          cause,
        });
      }
      replay(entry);
    }
    mkdirSync(dirname(file), { recursive: true });
    this.#fd = openSync(file, 'a');
    if (whole.length < content.length) ftruncateSync(this.#fd, whole.length);
  }

  /** Writes one entry, synchronously. */
  append(entry: Entry): void {
    if (this.#fd !== null) writeSync(this.#fd, `${JSON.stringify(entry)}\n`);
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }
}
