import { randomUUID } from 'node:crypto';
import type { Oracle } from './oracle.ts';

/** A device of a group that runs the official library. It writes under `distributionId` and reads one other device. */
export type OracleMember = {
  readonly oracle: Oracle;
  readonly own: object;
  readonly other: object;
  readonly store: object;
  readonly distributionId: string;
};

export function createOracleMember(oracle: Oracle): OracleMember {
  const records = new Map<string, object>();
  const keyOf = (sender: { toString(): string }, distributionId: string) => `${sender} ${distributionId}`;
  const store = Object.assign(new oracle.SenderKeyStore(), {
    saveSenderKey: async (sender: object, distributionId: string, record: object) => {
      records.set(keyOf(sender, distributionId), record);
    },
    getSenderKey: async (sender: object, distributionId: string) => records.get(keyOf(sender, distributionId)) ?? null,
  });
  return {
    oracle,
    own: oracle.ProtocolAddress.new('own', 1),
    other: oracle.ProtocolAddress.new('other', 1),
    store,
    distributionId: randomUUID(),
  };
}

/** Of the present iteration; the first call makes the key. */
export async function oracleDistribution({ oracle, own, store, distributionId }: OracleMember): Promise<Uint8Array> {
  return (await oracle.SenderKeyDistributionMessage.create(own, distributionId, store)).serialize();
}

export async function oraclePost(member: OracleMember, plaintext: Uint8Array): Promise<Uint8Array> {
  const { oracle, own, store, distributionId } = member;
  return (await oracle.groupEncrypt(own, distributionId, store, plaintext)).serialize();
}

export async function oracleAccept({ oracle, other, store }: OracleMember, distribution: Uint8Array): Promise<void> {
  const message = oracle.SenderKeyDistributionMessage.deserialize(distribution);
  await oracle.processSenderKeyDistributionMessage(other, message, store);
}

export function oracleRead({ oracle, other, store }: OracleMember, ciphertext: Uint8Array): Promise<Uint8Array> {
  return oracle.groupDecrypt(other, store, ciphertext);
}
