select distinct a.*, b.x + -3 as shifted, upper(trim(b.name)) as name
from a cross join (select * from c where c.n % 2 = 0 or (c.n > 5 and c.m is not null)) as b
union all
select 1, 2, 'x', null -- nothing
order by shifted desc
