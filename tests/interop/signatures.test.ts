import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compareScanned,
  generateIdentityKeyPair,
  noblePrimitives,
  platformPrimitives,
  safetyNumber,
  sign,
  verify,
} from '../../client/src/crypto/crypto.ts';
import { seededRandom } from '../../client/src/crypto/test-peer.ts';
import { newestVersion, sessionVersion } from './install.ts';
import { loadOracle, type Oracle } from './oracle.ts';

const random = seededRandom(42);
const platform = await platformPrimitives();
const env = { primitives: platform, random };

for (const version of [sessionVersion, newestVersion]) {
  const loaded = await loadOracle(version);
  const skip = typeof loaded === 'string' ? loaded : false;
  const oracle = loaded as Oracle;

  test(`${version}: signatures of each verify in the other, altered ones in neither`, { skip }, async () => {
    for (let i = 0; i < 40; i++) {
      const message = random(i * 7);
      const theirs = oracle.PrivateKey.generate();
      const theirKey = theirs.getPublicKey().serialize();
      const ours = await generateIdentityKeyPair(env);
      const ourKey = oracle.PublicKey.deserialize(ours.publicKey);
      const theirSignature = theirs.sign(message);
      const ourSignature = sign(ours.privateKey, message, random);
      for (const primitives of [platform, noblePrimitives]) {
        assert.equal(await verify(theirKey, message, theirSignature, primitives), true);
      }
      assert.equal(ourKey.verify(message, ourSignature), true);
      const altered = ourSignature.slice();
      const bit = random(1)[0] as number;
      altered[bit >> 2] = (altered[bit >> 2] as number) ^ (1 << (bit & 7));
      assert.equal(ourKey.verify(message, altered), false);
      assert.equal(await verify(ours.publicKey, message, altered, platform), false);
    }
  });

  test(`${version}: safety numbers are the same digits and the same code`, { skip }, async () => {
    for (let i = 0; i < 5; i++) {
      const ids = [random(16), random(i)] as const;
      const keys = [
        (await generateIdentityKeyPair(env)).publicKey,
        (await generateIdentityKeyPair(env)).publicKey,
      ] as const;
      const [a, b] = keys.map(key => oracle.PublicKey.deserialize(key));
      const theirs = oracle.Fingerprint.new(5200, 2, ids[1], b, ids[0], a);
      const ours = await safetyNumber({ id: ids[0], publicKey: keys[0] }, { id: ids[1], publicKey: keys[1] }, platform);
      assert.equal(ours.digits, theirs.displayableFingerprint().toString());
      const scanned = theirs.scannableFingerprint();
      assert.equal(compareScanned(ours.scannable, scanned.toBuffer()), true);
      assert.equal(scanned.compare(oracle.ScannableFingerprint._fromBuffer(ours.scannable)), true);
      assert.equal(compareScanned(ours.scannable, ours.scannable), false);
    }
  });
}
