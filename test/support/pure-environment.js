import childProcess, { ChildProcess } from 'node:child_process';
import net from 'node:net';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Environment of the project `unit`: refuses servers, connections and processes, so that its tests stay quick and do not
 * depend on the machine. jest runs test files of all projects in the same process, so the refusal ends with the file.
 */
export default class PureEnvironment extends TestEnvironment {
  #restore = [];

  async setup() {
    await super.setup();
    this.#refuse(net.Server.prototype, 'listen');
    this.#refuse(net.Socket.prototype, 'connect');
    this.#refuse(ChildProcess.prototype, 'spawn');
    for (const name of ['spawnSync', 'execSync', 'execFileSync']) this.#refuse(childProcess, name);
  }

  async teardown() {
    for (const restore of this.#restore) restore();
    await super.teardown();
  }

  #refuse(holder, name) {
    const original = holder[name];
    holder[name] = () => {
      throw new Error(
        `a unit test does not call ${name}: name the file *.local.test.ts if it needs a server or a process`,
      );
    };
    this.#restore.push(() => (holder[name] = original));
  }
}
