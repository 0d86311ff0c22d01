-- Revenue by month and region, with the share of each month.
WITH paid (id, region, total, month) AS (
  SELECT o.id, c.region, SUM(l.quantity * l.price), CAST(o.placed AS DATE)
  FROM orders AS o
  INNER JOIN customers AS c ON c.id = o.customer_id
  LEFT OUTER JOIN lines AS l ON l.order_id = o.id AND l.price > 0
  WHERE o.status IN ('paid', 'sent') AND NOT c.blocked = TRUE
  GROUP BY o.id, c.region, o.placed
  HAVING SUM(l.quantity * l.price) >= 1.5e2
)
SELECT p.month, p.region, COUNT(*) AS orders,
       ROUND(100 * SUM(p.total) / (SELECT SUM(total) FROM paid), 2) AS share,
       RANK() OVER (PARTITION BY p.month ORDER BY SUM(p.total) DESC NULLS LAST) AS place,
       CASE WHEN SUM(p.total) > 10000 THEN 'large' WHEN SUM(p.total) IS NULL THEN 'none' ELSE 'small' END AS size
FROM paid AS p
WHERE p.month BETWEEN '2024-01-01' AND CURRENT_DATE
  AND EXISTS (SELECT 1 FROM regions AS r WHERE r.name = p.region AND r.note NOT LIKE '%it''s closed%')
GROUP BY p.month, p.region
ORDER BY p.month ASC, share DESC
LIMIT 50 OFFSET 10;
