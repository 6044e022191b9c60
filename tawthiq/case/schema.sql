-- A projection of the journal and the vault: delete the file and it is rebuilt, equal.

create table position (n integer not null, hash text not null, journal integer not null, words integer not null);

create table act (
    n integer primary key, id text not null unique, act text not null, at text not null, by text not null,
    key text not null, verdict text not null, about text not null, withdrawn integer not null
);
create index act_by on act (by);

create table item (
    id text primary key, n integer not null, sha256 text, blake3 text, size integer, media_type text, reference text,
    withdrawn integer not null
);
create index item_by_hash on item (sha256);

create table receipt (
    n integer primary key, item text not null, name text, source text, how text, at text not null, casefile text
);
create index receipt_by_item on receipt (item);

create table finding (
    id text primary key, n integer not null, slot text not null, recipe text not null, by text not null, at text not null
);
create index finding_by_slot on finding (slot, n);

create table made (finding text not null, name text not null, sha256 text, rows integer, primary key (finding, name))
without rowid;

create table input (finding text not null, input text not null, primary key (finding, input)) without rowid;
create index input_by_input on input (input);

create table judgement (
    id text primary key, n integer not null, verdict text not null, why text, by text not null, at text not null,
    office text not null, facts text not null, withdrawn integer not null
);
create index judgement_by_verdict on judgement (verdict, n);

create table subject (judgement text not null, place integer not null, subject text not null,
    primary key (judgement, place)) without rowid;
create index subject_by_subject on subject (subject);

create table edition (id text primary key, n integer not null, audience text not null, what text not null,
    files text not null, by text not null, at text not null);

-- search: one row a record, rowid = shelf.base + row; the folded words only, so that the index holds no spelling
create table shelf (base integer primary key, rows integer not null, finding text not null unique);
create virtual table search using fts5 (words, content='', detail=none, columnsize=0, tokenize='ascii');
