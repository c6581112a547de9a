// What the texts of settings may say. Each answers the value, or throws what is wrong with the text.
export const text =
  (check: RegExp = /.*/s, what = 'text') =>
  (given: string) => {
    if (!check.test(given)) throw new Error(`must be ${what}`);
    return given;
  };

export const integer = (min: number, max: number) => (given: string) => {
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < min || value > max)
    throw new Error(`must be a whole number from ${min} to ${max}`);
  return value;
};

/** 0: no limit. Less than a store needs for itself would refuse everything. */
export const limitFrom = (min: number, max: number) => (given: string) => {
  const value = integer(0, max)(given);
  if (value > 0 && value < min) throw new Error(`must be 0 or a whole number from ${min} to ${max}`);
  return value;
};
export const httpsOrLoopback = (given: string) => {
  const url = URL.parse(given);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error('must be an https URL');
  if (url.username || url.password)
    throw new Error('must name no user: use the secret, which is sent as a bearer token');
  if (url.protocol === 'http:' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname)) {
    throw new Error('must be an https URL unless it is on this machine: codes would cross the network for all to read');
  }
  return given;
};
export const oneOf =
  <T extends string>(...values: T[]) =>
  (given: string) => {
    if (!values.includes(given as T)) throw new Error(`must be one of ${values.join(', ')}`);
    return given as T;
  };

export const flag = (given: string) => oneOf('true', 'false', '1', '0')(given) === 'true' || given === '1';
