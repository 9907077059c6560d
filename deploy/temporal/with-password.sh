#!/bin/sh
# Runs a program with the database's password in its environment, as Temporal's programs need it. The password comes from a
# secret's file, so neither docker-compose.yml nor `docker inspect` shows it.
set -eu
POSTGRES_PASSWORD="$(cat /run/secrets/postgres-password)"
SQL_PASSWORD="$POSTGRES_PASSWORD"
export POSTGRES_PASSWORD SQL_PASSWORD
exec "$@"
