#!/bin/sh
# Runs a program with the database's password in its environment, as Temporal's programs want it, taken from a secret's
# file: so it shows neither in docker-compose.yml nor in `docker inspect`.
set -eu
POSTGRES_PASSWORD="$(cat /run/secrets/postgres-password)"
SQL_PASSWORD="$POSTGRES_PASSWORD"
export POSTGRES_PASSWORD SQL_PASSWORD
exec "$@"
