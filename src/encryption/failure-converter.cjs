/*
 * Puts the messages and stack traces of failures into a payload, so that a codec can encrypt them. The SDK needs the path of a
 * converter: it requires the file in the worker and in the client, and bundles it into the workflows. All of them can read a
 * CommonJS file of plain JavaScript.
 */
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
