#!/bin/sh
# Makes the namespace where it is not there; its retention is set either way. Address and namespace are in
# TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE.
set -eu
until temporal operator cluster health; do
  echo 'waiting for the Temporal server'
  sleep 1
done
if temporal operator namespace describe >/dev/null 2>&1; then
  temporal operator namespace update --retention "$RETENTION"
else
  temporal operator namespace create --retention "$RETENTION"
fi
