// Apache Kafka from Maven Central, by Maven: a folder of jars, fetched once.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './folder.ts';
import { programOf } from './programs.ts';

const VERSION = '4.3.1';
/** Of the names and contents of all jars. */
const SUM = '7de01a88c57a7cc0c5f27830bd969f00d8caa972ce7112dda7fd5fb7e1a878d5';
const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';
const run = promisify(execFile);

export const kafkaFolder = (): string => join(cacheFolder(), `kafka-${VERSION}`);

export async function installKafka(tell: (line: string) => void): Promise<void> {
  tell(`Fetching Apache Kafka ${VERSION} with Maven: about 45 MB.`);
  const unfinished = mkdtempSync(`${kafkaFolder()}-`);
  try {
    const jars = join(unfinished, 'jars');
    mkdirSync(jars);
    writeFileSync(join(unfinished, 'pom.xml'), pom());
    await run(programOf('mvn'), ['-q', '-B', PLUGIN, '-DincludeScope=runtime', `-DoutputDirectory=${jars}`], {
      cwd: unfinished,
    });
    const sum = sumOf(jars);
    if (sum !== SUM)
      throw new Error(`Maven has brought another Kafka ${VERSION}: its sum is ${sum} instead of ${SUM}.`);
    renameSync(jars, kafkaFolder());
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** slf4j-simple: what goes wrong in a broker stands in its log, and nothing else. */
function pom(): string {
  const dependency = (group: string, artifact: string, version: string): string =>
    `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>parley</groupId><artifactId>kafka</artifactId><version>1</version><dependencies>
${dependency('org.apache.kafka', 'kafka_2.13', VERSION)}
${dependency('org.slf4j', 'slf4j-simple', '1.7.36')}
</dependencies></project>
`;
}

function sumOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}
