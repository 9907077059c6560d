#!/bin/sh
# Creates Temporal's databases and tables, or upgrades them to the version of this image. Safe to run again.
# The connection is in SQL_PLUGIN, SQL_HOST, SQL_PORT, SQL_USER and SQL_PASSWORD.
set -eu
for database in temporal temporal_visibility; do
  case "$database" in
    temporal) tables=postgresql/v12/temporal ;;
    *) tables=postgresql/v12/visibility ;;
  esac
  SQL_DATABASE="$database"
  export SQL_DATABASE
  temporal-sql-tool create-database
  temporal-sql-tool setup-schema --version 0.0
  temporal-sql-tool update-schema --schema-name "$tables"
done
