-- KEYS[1]: the sessions of an account. ARGV: device, gateway, connection epoch.
local present = redis.call('HGET', KEYS[1], ARGV[1])
if not present then
  return 0
end
local gateway, epoch = string.match(present, '^(.*)|[^|]*|(%d+)$')
if gateway == ARGV[2] and epoch == ARGV[3] then
  return redis.call('HDEL', KEYS[1], ARGV[1])
end
return 0
