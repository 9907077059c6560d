import type { DataConverter } from '@temporalio/common';
import { decimalCodec } from './decimal-codec.js';

/** How payloads are written and read, by workers and by the command line alike. */
export const dataConverter: DataConverter = { payloadCodecs: [decimalCodec] };
