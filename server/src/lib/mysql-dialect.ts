// Kysely over our own connections: how statements run, which errors they end with, and how the tables of a store are made.
import {
  type CompiledQuery,
  CreateTableNode,
  type DatabaseConnection,
  type DataTypeNode,
  type Dialect,
  type Driver,
  type DropIndexNode,
  IdentifierNode,
  type KyselyPlugin,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  OperationNodeTransformer,
  type QueryResult,
  RawNode,
  type SchemableIdentifierNode,
  type TransactionSettings,
} from 'kysely';
import type { MysqlConnection } from './mysql-connection.ts';
import { isDeadlock, isInTheWay, told } from './mysql-errors.ts';
import { nameOf } from './mysql-url.ts';

export interface Connections {
  take(): Promise<MysqlConnection>;
  give(connection: MysqlConnection): void;
  close(): void;
}

interface StatementRules {
  readonly timeoutMs?: number;
  /** Errors that mean that what the statement makes is there. */
  readonly isDone?: (error: unknown) => boolean;
}

export function mysqlDialect(connections: Connections, rules: StatementRules = {}): Dialect {
  return {
    createAdapter: () => new MysqlAdapter(),
    createDriver: () => createDriver(connections, rules),
    createIntrospector: db => new MysqlIntrospector(db),
    createQueryCompiler: () => new MysqlQueryCompiler(),
  };
}

interface OneConnection extends DatabaseConnection {
  readonly raw: MysqlConnection;
  inTransaction: boolean;
}

const MAX_TRIES = 5;

function createDriver(connections: Connections, rules: StatementRules): Driver {
  const control = async (connection: DatabaseConnection, sql: string) => {
    const { raw } = connection as OneConnection;
    try {
      await raw.query(sql);
    } catch (error) {
      throw told(error, nameOf(raw.at));
    }
  };
  return {
    async init() {},
    acquireConnection: async () => oneConnection(await connections.take(), rules),
    async beginTransaction(connection, { isolationLevel }: TransactionSettings) {
      if (isolationLevel) await control(connection, `SET TRANSACTION ISOLATION LEVEL ${isolationLevel}`);
      await control(connection, 'START TRANSACTION');
      (connection as OneConnection).inTransaction = true;
    },
    async commitTransaction(connection) {
      await control(connection, 'COMMIT');
      (connection as OneConnection).inTransaction = false;
    },
    async rollbackTransaction(connection) {
      const { raw } = connection as OneConnection;
      if (raw.isLost()) return; // which has rolled it back
      await raw.query('ROLLBACK').catch(() => raw.close());
      (connection as OneConnection).inTransaction = false;
    },
    async releaseConnection(connection) {
      const { raw, inTransaction } = connection as OneConnection;
      if (inTransaction) raw.close();
      connections.give(raw);
    },
    async destroy() {
      connections.close();
    },
  };
}

function oneConnection(raw: MysqlConnection, { timeoutMs, isDone }: StatementRules): OneConnection {
  async function run({ sql, parameters }: CompiledQuery): Promise<QueryResult<never>> {
    const { rows, found } = await raw.query(sql, parameters, timeoutMs);
    return { rows: rows as never[], ...(found === undefined ? {} : { numAffectedRows: found }) };
  }
  const connection: OneConnection = {
    raw,
    inTransaction: false,
    async executeQuery(query) {
      for (let tries = 1; ; tries++) {
        try {
          return await run(query);
        } catch (error) {
          if (isDone?.(error)) return { rows: [] };
          // A transaction is made again as a whole, by who made it; a statement of its own has left nothing.
          if (connection.inTransaction && isInTheWay(error)) throw error;
          if (!isDeadlock(error) || tries === MAX_TRIES) throw told(error, nameOf(raw.at));
        }
      }
    },
    // biome-ignore lint/correctness/useYield: the stores do not stream
    async *streamQuery() {
      throw new Error('rows are not streamed');
    },
  };
  return connection;
}

/** The stores share a database, so each has its name before those of its tables; and tables are made the same everywhere. */
export function tablesOf(store: string): KyselyPlugin {
  const transformer = createTables(`${store}_`);
  return {
    transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
    transformResult: async ({ result }) => result,
  };
}

const OPTIONS = 'ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

class Tables extends OperationNodeTransformer {
  readonly #prefix: string;
  /** A query inside another one comes by twice. */
  readonly #made = new WeakSet<SchemableIdentifierNode>();
  constructor(prefix: string) {
    super();
    this.#prefix = prefix;
  }

  protected override transformSchemableIdentifier(node: SchemableIdentifierNode): SchemableIdentifierNode {
    if (this.#made.has(node)) return node;
    const made = { ...node, identifier: IdentifierNode.create(this.#prefix + node.identifier.name) };
    this.#made.add(made);
    return made;
  }

  /** An index is named within its table. */
  protected override transformDropIndex(node: DropIndexNode): DropIndexNode {
    return { ...super.transformDropIndex(node), name: node.name };
  }

  protected override transformCreateTable(node: CreateTableNode): CreateTableNode {
    return CreateTableNode.cloneWithEndModifier(super.transformCreateTable(node), RawNode.createWithSql(OPTIONS));
  }

  /** Elsewhere than in SQLite a blob ends at 64 KiB. */
  protected override transformDataType(node: DataTypeNode): DataTypeNode {
    return node.dataType === 'blob' ? (RawNode.createWithSql('mediumblob') as never) : node;
  }
}

function createTables(prefix: string): OperationNodeTransformer {
  return new Tables(prefix);
}
