/*
 * Puts the messages and stack traces of failures into a payload, where a codec can encrypt them. The SDK takes a converter by its
 * path alone: it requires the file in the worker and in the client, and bundles it into the workflows. A CommonJS file of plain
 * JavaScript is what all of them can read.
 */
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
