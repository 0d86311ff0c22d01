/* Two tables
   and what is in them. */
CREATE TABLE IF NOT EXISTS shop.customers (
  id BIGINT PRIMARY KEY,
  name VARCHAR(80) NOT NULL,
  region CHAR(2) DEFAULT 'EU' NOT NULL,
  credit NUMERIC(10, 2) DEFAULT 0 CHECK (credit >= -500),
  "joined on" TIMESTAMP
);
CREATE TABLE shop.orders (
  id BIGINT,
  customer_id BIGINT NOT NULL REFERENCES shop.customers (id) ON DELETE CASCADE,
  status TEXT DEFAULT 'new',
  placed DATE,
  PRIMARY KEY (id),
  CONSTRAINT known_status CHECK (status IN ('new', 'paid', 'sent')),
  FOREIGN KEY (customer_id) REFERENCES shop.customers (id)
);
INSERT INTO shop.customers (id, name, region) VALUES
  (1, 'Ada Lovelace', 'UK'), (2, 'Jos'||'e', 'PT'), (3, 'O''Neill', 'IE');
INSERT INTO archive SELECT * FROM shop.orders WHERE placed < '2020-01-01';
UPDATE shop.orders SET status = 'sent', placed = CURRENT_DATE WHERE id = 17 AND status <> 'sent';
DELETE FROM shop.orders WHERE customer_id NOT IN (SELECT id FROM shop.customers)
