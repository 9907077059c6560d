#!/bin/sh
# Creates the namespace if it is missing, and sets its retention. TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE have the address
# and the name.
set -eu
until temporal operator cluster health; do
  echo 'waiting for the Temporal server'
  sleep 1
done
# Create first, without a check: "namespace describe" ends with 0 also if there is no namespace.
temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION" ||
  temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
