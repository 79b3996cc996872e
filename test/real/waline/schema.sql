-- The tables that Waline expects to find: with SQLite it makes none itself.
CREATE TABLE wl_Comment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url VARCHAR(255),
  comment TEXT,
  nick VARCHAR(255),
  mail VARCHAR(255),
  link VARCHAR(255),
  pid INTEGER,
  rid INTEGER,
  sticky NUMERIC,
  status VARCHAR(50) NOT NULL DEFAULT '',
  "like" INTEGER,
  user_id INTEGER,
  ip VARCHAR(100) DEFAULT '',
  ua TEXT,
  insertedAt TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  createdAt TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  updatedAt TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE wl_Users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  display_name VARCHAR(255) NOT NULL DEFAULT '',
  email VARCHAR(255) NOT NULL DEFAULT '',
  password VARCHAR(255) NOT NULL DEFAULT '',
  type VARCHAR(50) NOT NULL DEFAULT '',
  label VARCHAR(255),
  url VARCHAR(255),
  avatar VARCHAR(255),
  "2fa" VARCHAR(32),
  createdAt TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  updatedAt TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO wl_Users (display_name, email, type) VALUES ('Camille', 'camille@exemple.fr', 'administrator');
