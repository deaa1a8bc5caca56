"""Views, macros and frames that read files, reach the network, write, change settings, or hold more than a query."""

from torture.hostile import Change, Hostile, with_file

VIEW, FRAME = "schemas/views/labels.sql", "checks/dataset/frames/freshness.sql"
HEAD = "-- A row is one label.\n"

OTHER_STATEMENTS = {
    "copy": "copy (select 1) to 'stolen.csv'", "attach": "attach 'stolen.duckdb' as x", "install": "install httpfs",
    "load": "load httpfs", "set": "set enable_external_access = true", "pragma": "pragma threads = 8",
    "call": "call pragma_version()", "export": "export database 'stolen'", "import": "import database 'x'",
    "drop": "drop table firms", "delete": "delete from firms", "insert": "insert into firms select * from firms",
    "update": "update firms set name = 'x'", "use": "use memory", "checkpoint": "checkpoint",
    "secret": "create secret x (type s3)", "table": "create table labels as select 1 as a",
    "replaced": "create or replace view labels as select 1 as a", "another": "create view firms as select 1 as a",
    "temporary": "create temp view labels as select 1 as a",
    "two": "create view labels as select 1 as a; drop table firms",
    "nothing": "", "no-sql": "this is no SQL", "prepared": "prepare x as select 1", "begin": "begin transaction",
}  # fmt: skip
READS = {
    "read-text": "read_text('/etc/hostname')", "read-blob": "read_blob('/etc/hostname')",
    "read-csv": "read_csv('/etc/passwd')", "read-csv-remote": "read_csv('http://127.0.0.1:9/x.csv')",
    "read-parquet": "read_parquet('s3://bucket/x.parquet')", "read-json": "read_json_auto('/etc/hostname')",
    "glob": "glob('/etc/*')", "file": "'/etc/passwd'", "quoted-file": '"/etc/passwd"', "address": "'https://127.0.0.1:9/x.csv'",
    "sniff": "sniff_csv('/etc/passwd')", "query": "query('select 1')", "query-table": "query_table('firms')",
    "settings": "duckdb_settings()", "secrets": "duckdb_secrets()", "metadata": "parquet_metadata('/etc/passwd')",
    "nested": "(select * from (select * from read_text('/etc/hostname')))",
}  # fmt: skip
RUNS = {
    "without-key": ("select 1 as days", "lacks the column"),
    "never-ends": ("with recursive r(i) as (select 1 union all select i + 1 from r) select max(i) as a from r",
                   "did not end within"),
    "of-a-million-million-rows": ("select 'firms' as table_name, '' as key, i as days "
                                  "from generate_series(1, 1000000000000) g(i)", "more than 1,024,000 rows"),
}  # fmt: skip


def _with_view(sql: str) -> Change:
    return with_file(VIEW, f"{HEAD}{sql}\n".encode())


INPUTS = [
    *(
        Hostile(f"view-{name}", "view", _with_view(sql), "stopped", VIEW,
                r"schemas/views/labels\.sql:\d+ (holds|does not begin|is not SQL)")
        for name, sql in OTHER_STATEMENTS.items()
    ),
    *(
        Hostile(f"view-{kind}-{name}", "view", _with_view(f"create {form} select * from {sql}{end}"), "stopped", VIEW,
                r"schemas/views/labels\.sql:2 reads “")
        for kind, form, end in (("reads", "view labels as", ""), ("macro-reads", "macro labels(x) as table", ""),
                                ("scalar-macro-reads", "macro labels(x) as (select count(*) from (", "))"))
        for name, sql in READS.items()
    ),
    *(
        Hostile(f"frame-{name}", "frame", with_file(FRAME, sql.encode()), "stopped", FRAME,
                r"frames/freshness\.sql:1 (holds|is not SQL|reads “)", of="tree")
        for name, sql in {k: OTHER_STATEMENTS[k] for k in ("copy", "attach", "set", "two", "no-sql")}.items()
    ),
    *(
        Hostile(f"frame-{name}", "frame", with_file(FRAME, f"select * from {READS[name]}".encode()), "stopped", FRAME,
                r"frames/freshness\.sql:1 reads “", of="tree")
        for name in ("read-text", "file", "address")
    ),
    Hostile("view-of-nothing", "view", _with_view("create view labels as select * from nothing"), "stopped", VIEW,
            "labels.sql cannot run: Catalog Error"),
    *(
        Hostile(f"frame-{name}", "frame", with_file(FRAME, sql.encode()), "stopped", FRAME, words, of="tree")
        for name, (sql, words) in RUNS.items()
    ),
]  # fmt: skip
