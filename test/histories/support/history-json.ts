import { createRequire } from 'node:module';
import proto, { type temporal } from '@temporalio/proto';

export type History = temporal.api.history.v1.IHistory;

interface ProtoJson {
  toJson: (type: unknown, message: unknown) => object;
  fromJson: (type: unknown, json: object, options: { ignoreUnknownFields: boolean }) => History;
}

/*
 * The SDK's own `historyToJSON` and `historyFromJSON` (@temporalio/common/lib/proto-utils) fail where npm has given
 * @temporalio/common another copy of protobufjs than @temporalio/proto ("type must be a Type"), which it does as soon as
 * any package keeps an older protobufjs at the top of node_modules. This takes the copy that the types come from.
 */
const requireAsProtoDoes = createRequire(createRequire(import.meta.url).resolve('@temporalio/proto'));
const { toJson, fromJson } = requireAsProtoDoes('protobufjs/ext/protojson') as ProtoJson;
const root = proto as unknown as { lookupType(name: string): { fromObject(history: History): History } };
const HistoryType = root.lookupType('temporal.api.history.v1.History');

/** A history as JSON, in the form of `temporal workflow show --output json`, with one event a line. */
export function historyToJson(history: History): string {
  const { events } = toJson(HistoryType, HistoryType.fromObject(history)) as { events: object[] };
  return `{"events":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`;
}

/** Parses a history that {@link historyToJson} or the Temporal CLI wrote. */
export function historyFromJson(json: string): History {
  return fromJson(HistoryType, JSON.parse(json) as object, { ignoreUnknownFields: true });
}
