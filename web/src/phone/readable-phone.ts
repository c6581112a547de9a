import { useEffect, useState } from 'react';

/** A number spaced as its country does; as it came until the metadata of countries is loaded. */
export function useReadablePhone(phone: string | undefined): string | undefined {
  const [read, setRead] = useState(phone);
  useEffect(() => {
    let over = false;
    setRead(phone);
    if (phone) {
      void import('./phone.ts').then(({ readable }) => {
        if (!over) setRead(readable(phone));
      });
    }
    return () => {
      over = true;
    };
  }, [phone]);
  return read;
}
