-- The tables that decisions are loaded into. The loader sets search_path to the schema before it runs this.
-- "starts" and "ends" count the characters of decisions.text from 0; "ends" is the place after the last one.

CREATE TABLE loader (
    version integer NOT NULL,
    loaded timestamptz  -- when a load last came to its end
);

CREATE TABLE documents (
    id uuid PRIMARY KEY,  -- of the address: uuid_generate_v5(uuid_ns_url(), uri), or of document_id where uri is null
    document_id text NOT NULL,  -- of the bytes: copies share it
    uri text,
    kind text NOT NULL,
    language text NOT NULL,
    system text,
    fingerprint bytea NOT NULL,  -- of all rows of the document
    loaded timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX documents_document_id ON documents (document_id);
CREATE INDEX documents_uri ON documents USING hash (uri);

CREATE TABLE decisions (
    document uuid NOT NULL REFERENCES documents ON DELETE CASCADE,
    number integer NOT NULL,  -- in the document, from 0
    id text NOT NULL,  -- document_id and number; copies share it
    document_id text NOT NULL,
    decision_id text,
    uri text,
    organisation text,
    body text,
    date date,
    section_number text,
    case_id text,
    classification text,
    title text,
    presenter text,
    kind text NOT NULL,
    language text NOT NULL,
    system text,
    page_first integer NOT NULL,
    page_last integer NOT NULL,
    organisations text[] NOT NULL,
    bodies text[] NOT NULL,
    people text[] NOT NULL,
    places text[] NOT NULL,
    statutes text[] NOT NULL,
    statute_titles text[] NOT NULL,
    dates date[] NOT NULL,
    sums double precision[] NOT NULL,
    refs text[] NOT NULL,  -- "references" is a word of SQL
    case_ids text[] NOT NULL,
    text text NOT NULL,
    lemmas tsvector NOT NULL,  -- base forms: title A, text B, other possible ones C, parts of compounds D
    PRIMARY KEY (document, number)
);
CREATE INDEX decisions_lemmas ON decisions USING gin (lemmas);
CREATE INDEX decisions_facets ON decisions
    USING gin (organisations, bodies, people, places, statutes, statute_titles, refs, case_ids, dates);
CREATE INDEX decisions_id ON decisions (id);
CREATE INDEX decisions_decision_id ON decisions (decision_id);
CREATE INDEX decisions_date ON decisions (date);
CREATE INDEX decisions_body_date ON decisions (body, date);
CREATE INDEX decisions_organisation_date ON decisions (organisation, date);
CREATE INDEX decisions_case_id ON decisions (case_id);

CREATE TABLE sections (
    document uuid NOT NULL,
    decision integer NOT NULL,
    number integer NOT NULL,
    type text NOT NULL,
    heading text NOT NULL,
    starts integer NOT NULL,
    ends integer NOT NULL,
    page integer NOT NULL,
    PRIMARY KEY (document, decision, number),
    FOREIGN KEY (document, decision) REFERENCES decisions ON DELETE CASCADE
);

CREATE TABLE entities (
    document uuid NOT NULL,
    decision integer NOT NULL,
    number integer NOT NULL,
    label text NOT NULL,
    starts integer NOT NULL,
    ends integer NOT NULL,
    text text NOT NULL,
    base text,
    canonical text,
    page integer NOT NULL,
    PRIMARY KEY (document, decision, number),
    FOREIGN KEY (document, decision) REFERENCES decisions ON DELETE CASCADE
);
CREATE INDEX entities_label_canonical ON entities (label, canonical);

CREATE VIEW section_texts AS
SELECT s.*, substr(d.text, s.starts + 1, s.ends - s.starts) AS text
FROM sections s
JOIN decisions d ON d.document = s.document AND d.number = s.decision;
