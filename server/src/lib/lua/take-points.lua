-- KEYS[1]: what somebody has taken of one limit. ARGV: points, milliseconds of the window. Answers {taken, milliseconds left}.
local taken = redis.call('INCRBY', KEYS[1], ARGV[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  left = tonumber(ARGV[2])
end
return { taken, left }
