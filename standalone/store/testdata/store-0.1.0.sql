CREATE TABLE functions (id INTEGER PRIMARY KEY, name TEXT NOT NULL, system_name TEXT NOT NULL,
    filename TEXT NOT NULL, start_line INTEGER NOT NULL);
CREATE TABLE mappings (id INTEGER PRIMARY KEY, filename TEXT NOT NULL, build_id TEXT NOT NULL);
CREATE TABLE locations (id INTEGER PRIMARY KEY, mapping_id INTEGER NOT NULL, address TEXT NOT NULL,
    lines TEXT NOT NULL);
CREATE TABLE stacks (first_id INTEGER PRIMARY KEY, nodes BLOB NOT NULL);
CREATE TABLE series (id INTEGER PRIMARY KEY, labels TEXT NOT NULL UNIQUE);
CREATE TABLE profiles (id INTEGER PRIMARY KEY, series_id INTEGER NOT NULL, time INTEGER NOT NULL,
    total REAL NOT NULL, samples BLOB NOT NULL);
CREATE INDEX profiles_by_time ON profiles (series_id, time, total);
CREATE TABLE ingested (id TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO functions VALUES (1, CAST(x'78006f6e65' AS TEXT), '', '', 0);
INSERT INTO functions VALUES (2, CAST(x'780074776f' AS TEXT), '', '', 0);
INSERT INTO functions VALUES (3, 'main', '', '', 0);
INSERT INTO functions VALUES (4, 'handle', '', '', 0);
INSERT INTO locations VALUES (1, 0, '', '[1,1]');
INSERT INTO locations VALUES (2, 0, '', '[2,1]');
INSERT INTO locations VALUES (3, 0, '', '[3,1]');
INSERT INTO locations VALUES (4, 0, '', '[4,1]');
INSERT INTO stacks VALUES (1, x'01010202');
INSERT INTO stacks VALUES (3, x'03030104');
INSERT INTO series VALUES (1, '[["__name__","process_cpu"],["__period_type__","cpu"],["__period_unit__","nanoseconds"],["__profile_type__","process_cpu:cpu:nanoseconds:cpu:nanoseconds"],["__service_name__","odd"],["__type__","cpu"],["__unit__","nanoseconds"],["service_name","odd"]]');
INSERT INTO series VALUES (2, '[["__name__","process_cpu"],["__period_type__","cpu"],["__period_unit__","nanoseconds"],["__profile_type__","process_cpu:cpu:nanoseconds:cpu:nanoseconds"],["__service_name__","shop"],["__type__","cpu"],["__unit__","nanoseconds"],["service_name","shop"]]');
INSERT INTO profiles VALUES (1, 1, 1777593600000, 3.0, x'01010102');
INSERT INTO profiles VALUES (2, 2, 1777593600000, 10.0, x'040a');
INSERT INTO ingested VALUES ('id-1');
INSERT INTO ingested VALUES ('id-2');
PRAGMA user_version = 1;
