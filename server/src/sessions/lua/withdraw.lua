-- KEYS[1]: a gateway. ARGV: incarnation. An incarnation that came later stays.
local present = redis.call('GET', KEYS[1])
if present and string.sub(present, 1, #ARGV[1] + 1) == ARGV[1] .. '|' then
  return redis.call('DEL', KEYS[1])
end
return 0
