-- KEYS[1]: the sessions of an account. ARGV: device, gateway, incarnation, connection epoch, milliseconds to keep the key.
-- An entry is gateway|incarnation|epoch. Answers {'stale', highest epoch}, or {'registered', the entry before or false}.
local before = redis.call('HGET', KEYS[1], ARGV[1])
if before then
  local gateway, epoch = string.match(before, '^(.*)|[^|]*|(%d+)$')
  local higher = epoch and tonumber(epoch) > tonumber(ARGV[4])
  local same = epoch and tonumber(epoch) == tonumber(ARGV[4])
  if higher or (same and gateway ~= ARGV[2]) then
    return { 'stale', epoch }
  end
  if same then
    before = false
  end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. '|' .. ARGV[3] .. '|' .. ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return { 'registered', before }
