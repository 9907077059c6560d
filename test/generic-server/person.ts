import { got } from 'got';
import type { AdministrableProductDefinition, Extension, FhirResource, Task, TaskOutput } from 'fhir/r5';
import { createDefinitionUrl, type Edition } from '../../src/editions/index.js';
import type { GenericServer } from './generic-server.js';

/** A person at the service who uses FHIR over HTTP alone. */
export class Person {
  constructor(
    readonly server: GenericServer,
    readonly edition: Edition,
  ) {}

  async put(resource: FhirResource & { id?: string }): Promise<void> {
    const url = `${this.server.baseUrl}/${resource.resourceType}/${resource.id}`;
    await got.put(url, { json: resource, headers: { 'content-type': 'application/fhir+json' } });
  }

  async task(id: string): Promise<Task> {
    return await got(`${this.server.baseUrl}/Task/${id}`).json<Task>();
  }

  /** Sets a Task's status and outputs by an update of its current version. */
  async moveTask(id: string, change: Partial<Task>): Promise<void> {
    await this.put({ ...(await this.task(id)), ...change });
  }

  async deleteTask(id: string): Promise<void> {
    await got.delete(`${this.server.baseUrl}/Task/${id}`);
  }

  /** Publishes a PhPID of each level; level 4 names the others as its parents. */
  async publishPhpids(name: string): Promise<void> {
    for (const level of [1, 2, 3, 4]) await this.put(this.administrable(name, level));
  }

  output(code: string, value: Partial<TaskOutput>): TaskOutput {
    return { type: { coding: [{ code }] }, ...value };
  }

  /** Makes a PhPID as the service publishes it. */
  administrable(name: string, level: number): AdministrableProductDefinition {
    const parents = level === 4 ? [1, 2, 3].map((parent) => this.#parent(name, parent)) : [];
    return {
      resourceType: 'AdministrableProductDefinition',
      id: `${name}-${level}`,
      status: 'active',
      extension: parents,
      identifier: [this.#identifier(name, level)],
      routeOfAdministration: [{ code: { text: 'oral' } }],
    };
  }

  #parent(name: string, level: number): Extension {
    return {
      url: createDefinitionUrl(this.edition, 'parent-phpid'),
      valueReference: {
        reference: `AdministrableProductDefinition/${name}-${level}`,
        identifier: this.#identifier(name, level),
      },
    };
  }

  #identifier(name: string, level: number): { system: string; value: string; type: object } {
    const [code] = Object.entries(this.edition.levels).find(([, each]) => each === level)!;
    return {
      type: { coding: [{ code }] },
      system: this.edition.systems.phpid,
      value: `${name}-PHPID-${level}`,
    };
  }
}
