// A bucket's objects as the blob store needs them, and what its answers mean. An object is there whole or not at all.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { UnavailableError } from '../lib/unavailable.ts';

export interface S3Options {
  /** `https://host[:port]`; buckets are named in the path. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  readonly changedAt: number;
}

export type Bucket = ReturnType<typeof createBucket>;

/** What takes longer is not coming: the parts of files are small. No byte for so long counts as well. */
const TIMES = {
  connectionTimeout: 3_000,
  requestTimeout: 30_000,
  socketTimeout: 30_000,
  throwOnRequestTimeout: true,
};

/** For what brings nothing large: people wait for it. */
const QUICK = { requestTimeout: 5_000 };

const PROBE = 'probe';
const NOT_CONDITIONAL =
  'the S3 store does not know conditional writes (If-None-Match): two uploads would overwrite each other';

export function createBucket({ endpoint, region, bucket, accessKey, secretKey }: S3Options) {
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
    forcePathStyle: true,
    maxAttempts: 3,
    requestHandler: TIMES,
    // Bytes are checked against their SHA-256 before anybody is given them; other stores do not know these checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const at = (Key: string) => ({ Bucket: bucket, Key });
  const own = objects(client, bucket, at);
  return {
    ...own,
    ...multipart(client, bucket, at),
    /** There, and this process may use it; made where it is missing. */
    async open(onUnreachable: (error: UnavailableError) => void = () => undefined): Promise<void> {
      try {
        const missing = await call(client.send(new HeadBucketCommand({ Bucket: bucket }), QUICK), [404]);
        if (missing) await makeBucket(client, bucket);
        await own.putNew(PROBE, new Uint8Array([1]));
        if (await own.putNew(PROBE, new Uint8Array([1]))) throw new Error(NOT_CONDITIONAL);
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        const { cause } = error;
        const status = statusOf(cause) ?? 500;
        if (status < 500) throw new Error(`the bucket ${bucket} at ${endpoint} refuses these settings`, { cause });
        onUnreachable(error);
      }
    },
    close: () => client.destroy(),
  };
}

type At = (key: string) => { Bucket: string; Key: string };

function objects(client: S3Client, bucket: string, at: At) {
  return {
    /** False: there is one of that name, which stays as it is. */
    async putNew(key: string, body: Uint8Array): Promise<boolean> {
      const put = () => client.send(new PutObjectCommand({ ...at(key), Body: body, IfNoneMatch: '*' }));
      const answer = put().catch(async (error: Error) => {
        if (error.name !== 'NoSuchBucket') throw error; // the store was not there when this process started
        await makeBucket(client, bucket);
        return put();
      });
      return !(await call(answer, TAKEN));
    },
    async size(key: string): Promise<number | undefined> {
      let size: number | undefined;
      const head = client.send(new HeadObjectCommand(at(key)), QUICK);
      await call(
        head.then(({ ContentLength }) => {
          size = ContentLength;
        }),
        [404],
      );
      return size;
    },
    /** Bytes from `start` to before `end`. */
    async *read(key: string, start: number, end: number): AsyncGenerator<Uint8Array> {
      if (start >= end) return;
      try {
        const { Body } = await client.send(new GetObjectCommand({ ...at(key), Range: `bytes=${start}-${end - 1}` }));
        let left = end - start;
        for await (const bytes of Body as AsyncIterable<Uint8Array>) {
          left -= bytes.length;
          yield bytes;
        }
        if (left !== 0) throw new Error(`${left} bytes are missing`);
      } catch (error) {
        throw unavailable(error);
      }
    },
    /** Idempotent. */
    async remove(key: string): Promise<void> {
      await call(client.send(new DeleteObjectCommand(at(key)), QUICK), [404]);
    },
    /** By name. */
    async *list(prefix: string, after?: string): AsyncGenerator<StoredObject> {
      let token: string | undefined;
      do {
        const where = token ? { ContinuationToken: token } : after ? { StartAfter: after } : {};
        const page = await client
          .send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...where }), QUICK)
          .catch(error => Promise.reject(unavailable(error)));
        for (const { Key, Size, LastModified } of page.Contents ?? [])
          if (Key) yield { key: Key, size: Size ?? 0, changedAt: LastModified?.getTime() ?? 0 };
        token = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (token);
    },
  };
}

/** An object in parts, which nobody sees before the last step. */
function multipart(client: S3Client, bucket: string, at: At) {
  const abort = async (key: string, UploadId: string): Promise<void> => {
    await call(client.send(new AbortMultipartUploadCommand({ ...at(key), UploadId })), [404]);
  };
  return {
    abort,
    /** All parts but the last of at least 5 MiB. Nothing of it stays when the source fails. False: there is one already. */
    async putNewInParts(key: string, parts: AsyncIterable<Uint8Array>): Promise<boolean> {
      const made = await sent(client.send(new CreateMultipartUploadCommand(at(key))));
      const UploadId = made.UploadId!;
      try {
        const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
        for await (const Body of parts) {
          const PartNumber = Parts.length + 1;
          const { ETag } = await sent(client.send(new UploadPartCommand({ ...at(key), UploadId, PartNumber, Body })));
          Parts.push({ ETag, PartNumber });
        }
        const end = { ...at(key), UploadId, MultipartUpload: { Parts }, IfNoneMatch: '*' };
        const taken = await call(client.send(new CompleteMultipartUploadCommand(end)), TAKEN);
        if (taken) await abort(key, UploadId);
        return !taken;
      } catch (error) {
        await abort(key, UploadId).catch(() => undefined); // else the sweep does
        throw error;
      }
    },
    async *listMultipart(prefix: string): AsyncGenerator<{ key: string; id: string; startedAt: number }> {
      let where = {};
      for (;;) {
        const page = await sent(
          client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...where })),
        );
        for (const { Key, UploadId, Initiated } of page.Uploads ?? [])
          if (Key && UploadId) yield { key: Key, id: UploadId, startedAt: Initiated?.getTime() ?? 0 };
        if (!page.IsTruncated) return;
        where = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
      }
    },
  };
}

async function makeBucket(client: S3Client, bucket: string): Promise<void> {
  await call(client.send(new CreateBucketCommand({ Bucket: bucket })), [409]);
}

/** Preconditions that failed; two at the same moment may hear 409. */
const TAKEN = [409, 412];

const statusOf = (error: unknown): number | undefined => (error as S3ServiceException).$metadata?.httpStatusCode;

/** True: it was refused with one of these. */
async function call(answer: Promise<unknown>, expected: readonly number[]): Promise<boolean> {
  try {
    await answer;
    return false;
  } catch (error) {
    if (expected.includes(statusOf(error) ?? 0)) return true;
    throw unavailable(error);
  }
}

const sent = <T>(answer: Promise<T>): Promise<T> => answer.catch(error => Promise.reject(unavailable(error)));

function unavailable(error: unknown): Error {
  if (error instanceof UnavailableError) return error;
  if (statusOf(error) === 507) return Object.assign(new Error('the store of files is full'), { code: 'ENOSPC' });
  return new UnavailableError('the store of files does not answer as it should', { cause: error });
}
