-- signatures beside what was sent
CREATE TABLE IF NOT EXISTS revision_signature (
	revision_id BIGINT NOT NULL,
	kind VARCHAR(10) COLLATE ascii_bin NOT NULL, -- ed25519 cms counter
	signer VARCHAR(500) NOT NULL, -- the public key; the certificate's subject
	at DATETIME(6) NOT NULL, -- real time
	value TEXT COLLATE ascii_bin NOT NULL, -- hex; DER in base64
	PRIMARY KEY (revision_id, kind),
	FOREIGN KEY (revision_id) REFERENCES revision (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
