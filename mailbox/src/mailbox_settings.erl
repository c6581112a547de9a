%% Settings of the node, from its environment. README.md has the table.
-module(mailbox_settings).
-export([load/0, get/0, cell_of/1]).

-define(KEY, {mailbox, settings}).

-spec get() -> map().
get() -> persistent_term:get(?KEY).

%% Fails with all that is wrong.
-spec load() -> ok.
load() ->
    Settings = #{
        host => address("MAILBOX_HOST", "127.0.0.1"),
        port => number("MAILBOX_PORT", 7410),
        http_port => number("MAILBOX_HTTP_PORT", 0),
        shards => shards(number("MAILBOX_SHARDS", 256)),
        max_memory => memory(os:getenv("MAILBOX_MAX_MEMORY_MB")),
        min_free_disk => min_free_disk(number("MAILBOX_MIN_FREE_DISK_MB", 512)),
        secret => secret(),
        tls => tls(os:getenv("MAILBOX_TLS_CERT"), os:getenv("MAILBOX_TLS_KEY")),
        nodes => node_list([list_to_atom(Node) || Node <- string:lexemes(os:getenv("MAILBOX_NODES", ""), ", ")], node()),
        cells => cells(os:getenv("MAILBOX_CELLS", "")),
        cells_ca => ca(os:getenv("MAILBOX_TLS_CA")),
        owned => owned(os:getenv("MAILBOX_SHARDS_OWNED", "all")),
        test_clock => test_clock(os:getenv("MAILBOX_TEST_CLOCK"))
    },
    persistent_term:put(?KEY, Settings).

secret() ->
    case {os:getenv("MAILBOX_SECRET"), os:getenv("MAILBOX_SECRET_FILE")} of
        {false, false} ->
            error({setting, "MAILBOX_SECRET", "is missing: at least 16 characters that the message service has too"});
        {false, File} ->
            {ok, Content} = file:read_file(File),
            long_enough(string:trim(Content));
        {Secret, _} ->
            long_enough(unicode:characters_to_binary(Secret))
    end.

long_enough(Secret) when byte_size(Secret) >= 16 -> Secret;
long_enough(_) -> error({setting, "MAILBOX_SECRET", "needs at least 16 characters"}).

tls(false, false) ->
    none;
tls(Certificate, Key) ->
    {pem("MAILBOX_TLS_CERT", Certificate, ['Certificate']), pem("MAILBOX_TLS_KEY", Key, ['PrivateKeyInfo', 'ECPrivateKey', 'RSAPrivateKey'])}.

%% A file that does not say what it should would be noticed by the first client alone.
pem(Name, false, _) ->
    error({setting, Name, "is missing: a certificate and its key go together"});
pem(Name, File, Kinds) ->
    Entries =
        case file:read_file(File) of
            {ok, Content} -> public_key:pem_decode(Content);
            {error, Reason} -> error({setting, Name, "cannot be read: " ++ file:format_error(Reason)})
        end,
    _ = [Kind || {Kind, _, not_encrypted} <- Entries, lists:member(Kind, Kinds)] =:= [] andalso
        error({setting, Name, "is no PEM file of what it should be"}),
    File.

ca(false) -> none;
ca(File) -> pem("MAILBOX_TLS_CA", File, ['Certificate']).

shards(Shards) when Shards >= 1 -> Shards;
shards(_) -> error({setting, "MAILBOX_SHARDS", "is below 1: leave it out for 256, or give the number that the tables were made with"}).

node_list([], _) ->
    [];
node_list(Nodes, Own) ->
    Count = length(lists:usort(Nodes)),
    Problem =
        if
            Count < length(Nodes) ->
                "names a node twice";
            Count rem 2 =:= 0 ->
                io_lib:format("has ~b names: of an even number half is no majority. Name three or five nodes, or none for one node alone", [Count]);
            true ->
                case lists:member(Own, Nodes) of
                    true -> none;
                    false -> io_lib:format("does not name this node, which is ~s by MAILBOX_NODE: all nodes have the same list, with themselves in it", [Own])
                end
        end,
    _ = Problem =:= none orelse error({setting, "MAILBOX_NODES", Problem}),
    Nodes.

owned("all") -> all;
owned("none") -> none;
owned(_) -> error({setting, "MAILBOX_SHARDS_OWNED", "is neither all nor none"}).

%% Of each cell its nodes' addresses.
cells(Text) -> [[cell_address(Address) || Address <- string:lexemes(Cell, ", ")] || Cell <- string:lexemes(Text, ";")].

cell_address(Text) ->
    try
        [Host, Port] = string:split(Text, ":", trailing),
        {string:trim(Host, both, "[]"), list_to_integer(Port)}
    catch
        error:_ -> error({setting, "MAILBOX_CELLS", "is no list of host:port, with ; between cells"})
    end.

%% The cell that has a node of this address, by its place in the settings.
-spec cell_of(binary()) -> pos_integer() | undefined.
cell_of(Text) ->
    #{cells := Cells} = ?MODULE:get(),
    Address = cell_address(binary_to_list(Text)),
    case [Number || {Number, Cell} <- lists:zip(lists:seq(1, length(Cells)), Cells), lists:member(Address, Cell)] of
        [Number | _] -> Number;
        [] -> undefined
    end.

number(Name, Default) ->
    try
        list_to_integer(os:getenv(Name, integer_to_list(Default)))
    catch
        error:badarg -> error({setting, Name, "is no number"})
    end.

address(Name, Default) ->
    case inet:parse_address(os:getenv(Name, Default)) of
        {ok, Address} -> Address;
        {error, _} -> error({setting, Name, "is no IP address"})
    end.

memory(false) -> infinity;
memory(_) -> number("MAILBOX_MAX_MEMORY_MB", 0) * 1048576.

min_free_disk(Megabytes) when Megabytes >= 0 -> Megabytes * 1048576;
min_free_disk(_) -> error({setting, "MAILBOX_MIN_FREE_DISK_MB", "is below 0"}).

%% For tests: `wall:monotonic', which clients then move.
test_clock(false) ->
    false;
test_clock(Times) ->
    [Now, Monotonic] = [list_to_integer(Time) || Time <- string:split(Times, ":")],
    mailbox_clock:set(Now, Monotonic),
    true.
