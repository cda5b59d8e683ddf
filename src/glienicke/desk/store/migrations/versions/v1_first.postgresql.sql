CREATE TABLE branch (
    case_id TEXT NOT NULL,
    name TEXT NOT NULL,
    base TEXT,
    base_version INTEGER,
    version INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    dropped BOOLEAN NOT NULL,
    PRIMARY KEY (case_id, name)
)
--;
CREATE TABLE entry (
    case_id TEXT NOT NULL,
    audience TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (case_id, audience, seq)
)
--;
CREATE TABLE job (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    branch TEXT NOT NULL,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    question TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    state TEXT NOT NULL,
    progress TEXT,
    answer TEXT,
    error TEXT,
    stopping BOOLEAN NOT NULL,
    worker TEXT,
    lease FLOAT(53),
    attempt INTEGER NOT NULL,
    ended_at TEXT,
    PRIMARY KEY (id)
)
--;
CREATE INDEX job_of ON job (case_id, at)
--;
CREATE INDEX job_state ON job (state, at)
--;
CREATE TABLE kept_case (
    case_id TEXT NOT NULL,
    title TEXT NOT NULL,
    pepper BYTEA NOT NULL,
    origin TEXT,
    disk_version INTEGER NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (case_id)
)
--;
CREATE TABLE member (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    party TEXT,
    made_at TEXT NOT NULL,
    gone_at TEXT,
    PRIMARY KEY (id)
)
--;
CREATE TABLE payload (
    hash TEXT NOT NULL,
    case_id TEXT NOT NULL,
    audience TEXT NOT NULL,
    salt BYTEA,
    content BYTEA,
    PRIMARY KEY (hash)
)
--;
CREATE INDEX payload_of ON payload (case_id, audience)
--;
CREATE TABLE revision (
    case_id TEXT NOT NULL,
    branch TEXT NOT NULL,
    version INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    back INTEGER,
    forward INTEGER,
    PRIMARY KEY (case_id, branch, version)
)
--;
CREATE TABLE credential (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    sign_count INTEGER NOT NULL,
    name TEXT NOT NULL,
    made_at TEXT NOT NULL,
    used_at TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(member) REFERENCES member (id)
)
--;
CREATE TABLE document (
    case_id TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    about TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (case_id, id),
    FOREIGN KEY(about) REFERENCES payload (hash),
    FOREIGN KEY(content) REFERENCES payload (hash)
)
--;
CREATE TABLE link (
    token TEXT NOT NULL,
    member TEXT NOT NULL,
    until FLOAT(53) NOT NULL,
    used FLOAT(53),
    PRIMARY KEY (token),
    FOREIGN KEY(member) REFERENCES member (id)
)
--;
CREATE TABLE membership (
    case_id TEXT NOT NULL,
    member TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (case_id, member),
    FOREIGN KEY(member) REFERENCES member (id)
)
--;
CREATE TABLE session (
    token TEXT NOT NULL,
    public TEXT NOT NULL,
    member TEXT NOT NULL,
    made FLOAT(53) NOT NULL,
    seen FLOAT(53) NOT NULL,
    until FLOAT(53) NOT NULL,
    about TEXT NOT NULL,
    PRIMARY KEY (token),
    UNIQUE (public),
    FOREIGN KEY(member) REFERENCES member (id)
)
--;
CREATE TABLE suggestion (
    case_id TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    content TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_at TEXT,
    decided_by TEXT,
    PRIMARY KEY (case_id, id),
    FOREIGN KEY(content) REFERENCES payload (hash)
)
--;
CREATE INDEX suggestion_key ON suggestion (case_id, key)
--;
CREATE TABLE text (
    case_id TEXT NOT NULL,
    branch TEXT NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    file TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (case_id, branch, version, position),
    FOREIGN KEY(content) REFERENCES payload (hash)
)
--;
CREATE FUNCTION glienicke_never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an entry is never changed, a payload never deleted'; END $$
--;
CREATE FUNCTION glienicke_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.content IS NOT NULL OR new.salt IS NOT NULL OR (new.hash, new.case_id, new.audience)
        IS DISTINCT FROM (old.hash, old.case_id, old.audience) THEN
        RAISE EXCEPTION 'a payload is erased, never changed';
    END IF;
    RETURN new;
END $$
--;
CREATE TRIGGER entry_never BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION glienicke_never()
--;
CREATE TRIGGER entry_kept BEFORE TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION glienicke_never()
--;
CREATE TRIGGER payload_never BEFORE DELETE ON payload FOR EACH ROW EXECUTE FUNCTION glienicke_never()
--;
CREATE TRIGGER payload_kept BEFORE TRUNCATE ON payload FOR EACH STATEMENT EXECUTE FUNCTION glienicke_never()
--;
CREATE TRIGGER payload_erased BEFORE UPDATE ON payload FOR EACH ROW EXECUTE FUNCTION glienicke_erased()
--;
CREATE FUNCTION glienicke_is(roles text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('glienicke.role', true), '') = ANY (string_to_array(roles, ' '))
$$
--;
CREATE FUNCTION glienicke_in(one text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT one = ANY (string_to_array(coalesce(current_setting('glienicke.cases', true), ''), ','))
$$
--;
CREATE FUNCTION glienicke_hears(audience text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE current_setting('glienicke.role', true)
        WHEN 'mediator' THEN audience = 'staff' OR starts_with(audience, 'channel:')
        WHEN 'analyst' THEN audience = 'staff'
        WHEN 'delegate' THEN coalesce(current_setting('glienicke.party', true), '') <> ''
            AND audience IN ('channel:' || current_setting('glienicke.party', true),
                             'own:' || current_setting('glienicke.party', true))
        ELSE false
    END
$$
--;
ALTER TABLE branch ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE branch FORCE ROW LEVEL SECURITY
--;
CREATE POLICY branch_seen ON branch USING (
    glienicke_is('keeper') OR glienicke_in(case_id) AND glienicke_is('mediator analyst')
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON branch TO glienicke_desk
--;
ALTER TABLE entry ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE entry FORCE ROW LEVEL SECURITY
--;
CREATE POLICY entry_seen ON entry USING (
    glienicke_is('keeper') OR glienicke_in(case_id) AND glienicke_hears(audience)
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON entry TO glienicke_desk
--;
ALTER TABLE job ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE job FORCE ROW LEVEL SECURITY
--;
CREATE POLICY job_seen ON job USING (
    glienicke_is('keeper') OR glienicke_is('worker') OR glienicke_in(case_id) AND glienicke_is('mediator analyst')
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON job TO glienicke_desk
--;
ALTER TABLE kept_case ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE kept_case FORCE ROW LEVEL SECURITY
--;
CREATE POLICY kept_case_seen ON kept_case USING (
    glienicke_is('keeper') OR glienicke_in(case_id) AND glienicke_is('mediator analyst')
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON kept_case TO glienicke_desk
--;
ALTER TABLE member ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE member FORCE ROW LEVEL SECURITY
--;
CREATE POLICY member_seen ON member USING (
    glienicke_is('keeper') OR glienicke_is('door')
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON member TO glienicke_desk
--;
ALTER TABLE payload ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE payload FORCE ROW LEVEL SECURITY
--;
CREATE POLICY payload_seen ON payload USING (
    glienicke_is('keeper') OR glienicke_in(case_id) AND glienicke_hears(audience)
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON payload TO glienicke_desk
--;
ALTER TABLE revision ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE revision FORCE ROW LEVEL SECURITY
--;
CREATE POLICY revision_seen ON revision USING (
    glienicke_is('keeper') OR glienicke_in(case_id) AND glienicke_is('mediator analyst')
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON revision TO glienicke_desk
--;
ALTER TABLE credential ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE credential FORCE ROW LEVEL SECURITY
--;
CREATE POLICY credential_seen ON credential USING (
    glienicke_is('keeper') OR glienicke_is('door')
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON credential TO glienicke_desk
--;
ALTER TABLE document ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE document FORCE ROW LEVEL SECURITY
--;
CREATE POLICY document_seen ON document USING (
    glienicke_is('keeper') OR glienicke_in(case_id) AND glienicke_is('mediator analyst')
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON document TO glienicke_desk
--;
ALTER TABLE link ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE link FORCE ROW LEVEL SECURITY
--;
CREATE POLICY link_seen ON link USING (
    glienicke_is('keeper') OR glienicke_is('door')
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON link TO glienicke_desk
--;
ALTER TABLE membership ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE membership FORCE ROW LEVEL SECURITY
--;
CREATE POLICY membership_seen ON membership USING (
    glienicke_is('keeper') OR glienicke_is('door')
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON membership TO glienicke_desk
--;
ALTER TABLE session ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE session FORCE ROW LEVEL SECURITY
--;
CREATE POLICY session_seen ON session USING (
    glienicke_is('keeper') OR glienicke_is('door')
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO glienicke_desk
--;
ALTER TABLE suggestion ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE suggestion FORCE ROW LEVEL SECURITY
--;
CREATE POLICY suggestion_seen ON suggestion USING (
    glienicke_is('keeper') OR glienicke_in(case_id) AND glienicke_is('mediator analyst')
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON suggestion TO glienicke_desk
--;
ALTER TABLE text ENABLE ROW LEVEL SECURITY
--;
ALTER TABLE text FORCE ROW LEVEL SECURITY
--;
CREATE POLICY text_seen ON text USING (
    glienicke_is('keeper') OR glienicke_in(case_id) AND glienicke_is('mediator analyst')
)
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON text TO glienicke_desk
--;
GRANT USAGE ON SCHEMA public TO glienicke_desk
--;
GRANT SELECT ON alembic_version TO glienicke_desk
--;
REVOKE UPDATE, DELETE ON entry FROM glienicke_desk
--;
REVOKE DELETE ON payload FROM glienicke_desk
--;
