import * as $protobuf from "protobufjs";

/** Namespace parley. */
export namespace parley {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a Content.
         * @deprecated Use parley.v1.Content.$Properties instead.
         */
        interface IContent extends parley.v1.Content.$Properties {
        }

        /** Represents a Content. */
        class Content {

            /**
             * Constructs a new Content.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Content.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Content senderList. */
            senderList?: (parley.v1.ListState.$Properties|null);

            /** Content recipientList. */
            recipientList?: (parley.v1.ListState.$Properties|null);

            /** Content profileName. */
            profileName: string;

            /** Content replaces. */
            replaces: Uint8Array;

            /** Content text. */
            text?: (parley.v1.Text.$Properties|null);

            /** Content read. */
            read?: (parley.v1.ReadReceipt.$Properties|null);

            /** Content sentCopy. */
            sentCopy?: (parley.v1.SentCopy.$Properties|null);

            /** Content readCopy. */
            readCopy?: (parley.v1.ReadCopy.$Properties|null);

            /** Content resendRequest. */
            resendRequest?: (parley.v1.ResendRequest.$Properties|null);

            /** Content profile. */
            profile?: (parley.v1.Profile.$Properties|null);

            /** Content body. */
            body?: ("text"|"read"|"sentCopy"|"readCopy"|"resendRequest"|"profile");

            /**
             * Encodes the specified Content message. Does not implicitly {@link parley.v1.Content.verify|verify} messages.
             * @param message Content message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Content.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Content message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Content & parley.v1.Content.$Shape} Content
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Content & parley.v1.Content.$Shape;
        }

        namespace Content {

            /** Properties of a Content. */
            interface $Properties {

                /** Content senderList */
                senderList?: (parley.v1.ListState.$Properties|null);

                /** Content recipientList */
                recipientList?: (parley.v1.ListState.$Properties|null);

                /** Content profileName */
                profileName?: (string|null);

                /** Content replaces */
                replaces?: (Uint8Array|null);

                /** Content text */
                text?: (parley.v1.Text.$Properties|null);

                /** Content read */
                read?: (parley.v1.ReadReceipt.$Properties|null);

                /** Content sentCopy */
                sentCopy?: (parley.v1.SentCopy.$Properties|null);

                /** Content readCopy */
                readCopy?: (parley.v1.ReadCopy.$Properties|null);

                /** Content resendRequest */
                resendRequest?: (parley.v1.ResendRequest.$Properties|null);

                /** Content profile */
                profile?: (parley.v1.Profile.$Properties|null);

                /** Content body */
                body?: ("text"|"read"|"sentCopy"|"readCopy"|"resendRequest"|"profile");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Content. */
            type $Shape = {
              senderList?: parley.v1.ListState.$Shape|null;
              recipientList?: parley.v1.ListState.$Shape|null;
              profileName?: string|null;
              replaces?: Uint8Array|null;
              text?: parley.v1.Text.$Shape|null;
              read?: parley.v1.ReadReceipt.$Shape|null;
              sentCopy?: parley.v1.SentCopy.$Shape|null;
              readCopy?: parley.v1.ReadCopy.$Shape|null;
              resendRequest?: parley.v1.ResendRequest.$Shape|null;
              profile?: parley.v1.Profile.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; text?: null; read?: null; sentCopy?: null; readCopy?: null; resendRequest?: null; profile?: null }|{ body?: "text"; text: parley.v1.Text.$Shape; read?: null; sentCopy?: null; readCopy?: null; resendRequest?: null; profile?: null }|{ body?: "read"; text?: null; read: parley.v1.ReadReceipt.$Shape; sentCopy?: null; readCopy?: null; resendRequest?: null; profile?: null }|{ body?: "sentCopy"; text?: null; read?: null; sentCopy: parley.v1.SentCopy.$Shape; readCopy?: null; resendRequest?: null; profile?: null }|{ body?: "readCopy"; text?: null; read?: null; sentCopy?: null; readCopy: parley.v1.ReadCopy.$Shape; resendRequest?: null; profile?: null }|{ body?: "resendRequest"; text?: null; read?: null; sentCopy?: null; readCopy?: null; resendRequest: parley.v1.ResendRequest.$Shape; profile?: null }|{ body?: "profile"; text?: null; read?: null; sentCopy?: null; readCopy?: null; resendRequest?: null; profile: parley.v1.Profile.$Shape })
            );
        }

        /**
         * Properties of a ListState.
         * @deprecated Use parley.v1.ListState.$Properties instead.
         */
        interface IListState extends parley.v1.ListState.$Properties {
        }

        /** Represents a ListState. */
        class ListState {

            /**
             * Constructs a new ListState.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ListState.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListState version. */
            version: number;

            /** ListState hash. */
            hash: Uint8Array;

            /**
             * Encodes the specified ListState message. Does not implicitly {@link parley.v1.ListState.verify|verify} messages.
             * @param message ListState message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ListState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListState message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ListState & parley.v1.ListState.$Shape} ListState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ListState & parley.v1.ListState.$Shape;
        }

        namespace ListState {

            /** Properties of a ListState. */
            interface $Properties {

                /** ListState version */
                version?: (number|null);

                /** ListState hash */
                hash?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListState. */
            type $Shape = parley.v1.ListState.$Properties;
        }

        /**
         * Properties of a Text.
         * @deprecated Use parley.v1.Text.$Properties instead.
         */
        interface IText extends parley.v1.Text.$Properties {
        }

        /** Represents a Text. */
        class Text {

            /**
             * Constructs a new Text.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Text.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Text body. */
            body: string;

            /** Text quote. */
            quote?: (parley.v1.Quote.$Properties|null);

            /** Text attachments. */
            attachments: parley.v1.Attachment.$Properties[];

            /**
             * Encodes the specified Text message. Does not implicitly {@link parley.v1.Text.verify|verify} messages.
             * @param message Text message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Text.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Text message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Text & parley.v1.Text.$Shape} Text
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Text & parley.v1.Text.$Shape;
        }

        namespace Text {

            /** Properties of a Text. */
            interface $Properties {

                /** Text body */
                body?: (string|null);

                /** Text quote */
                quote?: (parley.v1.Quote.$Properties|null);

                /** Text attachments */
                attachments?: (parley.v1.Attachment.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Text. */
            type $Shape = parley.v1.Text.$Properties;
        }

        /**
         * Properties of an Attachment.
         * @deprecated Use parley.v1.Attachment.$Properties instead.
         */
        interface IAttachment extends parley.v1.Attachment.$Properties {
        }

        /** Represents an Attachment. */
        class Attachment {

            /**
             * Constructs a new Attachment.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Attachment.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Attachment asset. */
            asset: Uint8Array;

            /** Attachment key. */
            key: Uint8Array;

            /** Attachment sha256. */
            sha256: Uint8Array;

            /** Attachment size. */
            size: number;

            /** Attachment name. */
            name: string;

            /** Attachment type. */
            type: string;

            /** Attachment thumbnail. */
            thumbnail: Uint8Array;

            /** Attachment width. */
            width: number;

            /** Attachment height. */
            height: number;

            /** Attachment durationMs. */
            durationMs: number;

            /** Attachment waveform. */
            waveform: Uint8Array;

            /**
             * Encodes the specified Attachment message. Does not implicitly {@link parley.v1.Attachment.verify|verify} messages.
             * @param message Attachment message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Attachment.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Attachment message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Attachment & parley.v1.Attachment.$Shape} Attachment
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Attachment & parley.v1.Attachment.$Shape;
        }

        namespace Attachment {

            /** Properties of an Attachment. */
            interface $Properties {

                /** Attachment asset */
                asset?: (Uint8Array|null);

                /** Attachment key */
                key?: (Uint8Array|null);

                /** Attachment sha256 */
                sha256?: (Uint8Array|null);

                /** Attachment size */
                size?: (number|null);

                /** Attachment name */
                name?: (string|null);

                /** Attachment type */
                type?: (string|null);

                /** Attachment thumbnail */
                thumbnail?: (Uint8Array|null);

                /** Attachment width */
                width?: (number|null);

                /** Attachment height */
                height?: (number|null);

                /** Attachment durationMs */
                durationMs?: (number|null);

                /** Attachment waveform */
                waveform?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Attachment. */
            type $Shape = parley.v1.Attachment.$Properties;
        }

        /**
         * Properties of a Quote.
         * @deprecated Use parley.v1.Quote.$Properties instead.
         */
        interface IQuote extends parley.v1.Quote.$Properties {
        }

        /** Represents a Quote. */
        class Quote {

            /**
             * Constructs a new Quote.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Quote.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Quote id. */
            id: Uint8Array;

            /** Quote author. */
            author: Uint8Array;

            /** Quote excerpt. */
            excerpt: string;

            /**
             * Encodes the specified Quote message. Does not implicitly {@link parley.v1.Quote.verify|verify} messages.
             * @param message Quote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Quote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Quote message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Quote & parley.v1.Quote.$Shape} Quote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Quote & parley.v1.Quote.$Shape;
        }

        namespace Quote {

            /** Properties of a Quote. */
            interface $Properties {

                /** Quote id */
                id?: (Uint8Array|null);

                /** Quote author */
                author?: (Uint8Array|null);

                /** Quote excerpt */
                excerpt?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Quote. */
            type $Shape = parley.v1.Quote.$Properties;
        }

        /**
         * Properties of a ReadReceipt.
         * @deprecated Use parley.v1.ReadReceipt.$Properties instead.
         */
        interface IReadReceipt extends parley.v1.ReadReceipt.$Properties {
        }

        /** Represents a ReadReceipt. */
        class ReadReceipt {

            /**
             * Constructs a new ReadReceipt.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ReadReceipt.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReadReceipt ids. */
            ids: Uint8Array[];

            /**
             * Encodes the specified ReadReceipt message. Does not implicitly {@link parley.v1.ReadReceipt.verify|verify} messages.
             * @param message ReadReceipt message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ReadReceipt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReadReceipt message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ReadReceipt & parley.v1.ReadReceipt.$Shape} ReadReceipt
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ReadReceipt & parley.v1.ReadReceipt.$Shape;
        }

        namespace ReadReceipt {

            /** Properties of a ReadReceipt. */
            interface $Properties {

                /** ReadReceipt ids */
                ids?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReadReceipt. */
            type $Shape = parley.v1.ReadReceipt.$Properties;
        }

        /**
         * Properties of a SentCopy.
         * @deprecated Use parley.v1.SentCopy.$Properties instead.
         */
        interface ISentCopy extends parley.v1.SentCopy.$Properties {
        }

        /** Represents a SentCopy. */
        class SentCopy {

            /**
             * Constructs a new SentCopy.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.SentCopy.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SentCopy to. */
            to: Uint8Array;

            /** SentCopy text. */
            text?: (parley.v1.Text.$Properties|null);

            /**
             * Encodes the specified SentCopy message. Does not implicitly {@link parley.v1.SentCopy.verify|verify} messages.
             * @param message SentCopy message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.SentCopy.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SentCopy message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.SentCopy & parley.v1.SentCopy.$Shape} SentCopy
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.SentCopy & parley.v1.SentCopy.$Shape;
        }

        namespace SentCopy {

            /** Properties of a SentCopy. */
            interface $Properties {

                /** SentCopy to */
                to?: (Uint8Array|null);

                /** SentCopy text */
                text?: (parley.v1.Text.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SentCopy. */
            type $Shape = parley.v1.SentCopy.$Properties;
        }

        /**
         * Properties of a ReadCopy.
         * @deprecated Use parley.v1.ReadCopy.$Properties instead.
         */
        interface IReadCopy extends parley.v1.ReadCopy.$Properties {
        }

        /** Represents a ReadCopy. */
        class ReadCopy {

            /**
             * Constructs a new ReadCopy.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ReadCopy.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReadCopy chat. */
            chat: Uint8Array;

            /** ReadCopy ids. */
            ids: Uint8Array[];

            /**
             * Encodes the specified ReadCopy message. Does not implicitly {@link parley.v1.ReadCopy.verify|verify} messages.
             * @param message ReadCopy message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ReadCopy.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReadCopy message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ReadCopy & parley.v1.ReadCopy.$Shape} ReadCopy
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ReadCopy & parley.v1.ReadCopy.$Shape;
        }

        namespace ReadCopy {

            /** Properties of a ReadCopy. */
            interface $Properties {

                /** ReadCopy chat */
                chat?: (Uint8Array|null);

                /** ReadCopy ids */
                ids?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReadCopy. */
            type $Shape = parley.v1.ReadCopy.$Properties;
        }

        /**
         * Properties of a ResendRequest.
         * @deprecated Use parley.v1.ResendRequest.$Properties instead.
         */
        interface IResendRequest extends parley.v1.ResendRequest.$Properties {
        }

        /** Represents a ResendRequest. */
        class ResendRequest {

            /**
             * Constructs a new ResendRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ResendRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ResendRequest id. */
            id: Uint8Array;

            /**
             * Encodes the specified ResendRequest message. Does not implicitly {@link parley.v1.ResendRequest.verify|verify} messages.
             * @param message ResendRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ResendRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ResendRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ResendRequest & parley.v1.ResendRequest.$Shape} ResendRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ResendRequest & parley.v1.ResendRequest.$Shape;
        }

        namespace ResendRequest {

            /** Properties of a ResendRequest. */
            interface $Properties {

                /** ResendRequest id */
                id?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ResendRequest. */
            type $Shape = parley.v1.ResendRequest.$Properties;
        }

        /**
         * Properties of a Profile.
         * @deprecated Use parley.v1.Profile.$Properties instead.
         */
        interface IProfile extends parley.v1.Profile.$Properties {
        }

        /** Represents a Profile. */
        class Profile {

            /**
             * Constructs a new Profile.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Profile.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Profile name. */
            name: string;

            /** Profile avatar. */
            avatar: Uint8Array;

            /**
             * Encodes the specified Profile message. Does not implicitly {@link parley.v1.Profile.verify|verify} messages.
             * @param message Profile message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Profile.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Profile message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Profile & parley.v1.Profile.$Shape} Profile
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Profile & parley.v1.Profile.$Shape;
        }

        namespace Profile {

            /** Properties of a Profile. */
            interface $Properties {

                /** Profile name */
                name?: (string|null);

                /** Profile avatar */
                avatar?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Profile. */
            type $Shape = parley.v1.Profile.$Properties;
        }

        /**
         * Properties of an Envelope.
         * @deprecated Use parley.v1.Envelope.$Properties instead.
         */
        interface IEnvelope extends parley.v1.Envelope.$Properties {
        }

        /** Represents an Envelope. */
        class Envelope {

            /**
             * Constructs a new Envelope.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Envelope.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Envelope id. */
            id: Uint8Array;

            /** Envelope sender. */
            sender: Uint8Array;

            /** Envelope senderDevice. */
            senderDevice: number;

            /** Envelope ts. */
            ts: number;

            /** Envelope control. */
            control: boolean;

            /** Envelope message. */
            message?: (parley.v1.Ciphertext.$Properties|null);

            /** Envelope delivered. */
            delivered?: (parley.v1.DeliveredReceipt.$Properties|null);

            /** Envelope missed. */
            missed?: (parley.v1.Missed.$Properties|null);

            /** Envelope body. */
            body?: ("message"|"delivered"|"missed");

            /**
             * Encodes the specified Envelope message. Does not implicitly {@link parley.v1.Envelope.verify|verify} messages.
             * @param message Envelope message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Envelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Envelope message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Envelope & parley.v1.Envelope.$Shape} Envelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Envelope & parley.v1.Envelope.$Shape;
        }

        namespace Envelope {

            /** Properties of an Envelope. */
            interface $Properties {

                /** Envelope id */
                id?: (Uint8Array|null);

                /** Envelope sender */
                sender?: (Uint8Array|null);

                /** Envelope senderDevice */
                senderDevice?: (number|null);

                /** Envelope ts */
                ts?: (number|null);

                /** Envelope control */
                control?: (boolean|null);

                /** Envelope message */
                message?: (parley.v1.Ciphertext.$Properties|null);

                /** Envelope delivered */
                delivered?: (parley.v1.DeliveredReceipt.$Properties|null);

                /** Envelope missed */
                missed?: (parley.v1.Missed.$Properties|null);

                /** Envelope body */
                body?: ("message"|"delivered"|"missed");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an Envelope. */
            type $Shape = {
              id?: Uint8Array|null;
              sender?: Uint8Array|null;
              senderDevice?: number|null;
              ts?: number|null;
              control?: boolean|null;
              message?: parley.v1.Ciphertext.$Shape|null;
              delivered?: parley.v1.DeliveredReceipt.$Shape|null;
              missed?: parley.v1.Missed.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; message?: null; delivered?: null; missed?: null }|{ body?: "message"; message: parley.v1.Ciphertext.$Shape; delivered?: null; missed?: null }|{ body?: "delivered"; message?: null; delivered: parley.v1.DeliveredReceipt.$Shape; missed?: null }|{ body?: "missed"; message?: null; delivered?: null; missed: parley.v1.Missed.$Shape })
            );
        }

        /**
         * Properties of a DeliveredReceipt.
         * @deprecated Use parley.v1.DeliveredReceipt.$Properties instead.
         */
        interface IDeliveredReceipt extends parley.v1.DeliveredReceipt.$Properties {
        }

        /** Represents a DeliveredReceipt. */
        class DeliveredReceipt {

            /**
             * Constructs a new DeliveredReceipt.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.DeliveredReceipt.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeliveredReceipt account. */
            account: Uint8Array;

            /** DeliveredReceipt device. */
            device: number;

            /** DeliveredReceipt ids. */
            ids: Uint8Array[];

            /**
             * Encodes the specified DeliveredReceipt message. Does not implicitly {@link parley.v1.DeliveredReceipt.verify|verify} messages.
             * @param message DeliveredReceipt message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.DeliveredReceipt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeliveredReceipt message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.DeliveredReceipt & parley.v1.DeliveredReceipt.$Shape} DeliveredReceipt
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.DeliveredReceipt & parley.v1.DeliveredReceipt.$Shape;
        }

        namespace DeliveredReceipt {

            /** Properties of a DeliveredReceipt. */
            interface $Properties {

                /** DeliveredReceipt account */
                account?: (Uint8Array|null);

                /** DeliveredReceipt device */
                device?: (number|null);

                /** DeliveredReceipt ids */
                ids?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeliveredReceipt. */
            type $Shape = parley.v1.DeliveredReceipt.$Properties;
        }

        /**
         * Properties of a Missed.
         * @deprecated Use parley.v1.Missed.$Properties instead.
         */
        interface IMissed extends parley.v1.Missed.$Properties {
        }

        /** Represents a Missed. */
        class Missed {

            /**
             * Constructs a new Missed.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Missed.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Missed count. */
            count: number;

            /** Missed fromTs. */
            fromTs: number;

            /** Missed toTs. */
            toTs: number;

            /**
             * Encodes the specified Missed message. Does not implicitly {@link parley.v1.Missed.verify|verify} messages.
             * @param message Missed message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Missed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Missed message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Missed & parley.v1.Missed.$Shape} Missed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Missed & parley.v1.Missed.$Shape;
        }

        namespace Missed {

            /** Properties of a Missed. */
            interface $Properties {

                /** Missed count */
                count?: (number|null);

                /** Missed fromTs */
                fromTs?: (number|null);

                /** Missed toTs */
                toTs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Missed. */
            type $Shape = parley.v1.Missed.$Properties;
        }

        /**
         * Properties of a ClientFrame.
         * @deprecated Use parley.v1.ClientFrame.$Properties instead.
         */
        interface IClientFrame extends parley.v1.ClientFrame.$Properties {
        }

        /** Represents a ClientFrame. */
        class ClientFrame {

            /**
             * Constructs a new ClientFrame.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ClientFrame.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClientFrame hello. */
            hello?: (parley.v1.Hello.$Properties|null);

            /** ClientFrame send. */
            send?: (parley.v1.Send.$Properties|null);

            /** ClientFrame ack. */
            ack?: (parley.v1.Ack.$Properties|null);

            /** ClientFrame ping. */
            ping?: (parley.v1.Ping.$Properties|null);

            /** ClientFrame pong. */
            pong?: (parley.v1.Pong.$Properties|null);

            /** ClientFrame body. */
            body?: ("hello"|"send"|"ack"|"ping"|"pong");

            /**
             * Encodes the specified ClientFrame message. Does not implicitly {@link parley.v1.ClientFrame.verify|verify} messages.
             * @param message ClientFrame message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ClientFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClientFrame message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ClientFrame & parley.v1.ClientFrame.$Shape} ClientFrame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ClientFrame & parley.v1.ClientFrame.$Shape;
        }

        namespace ClientFrame {

            /** Properties of a ClientFrame. */
            interface $Properties {

                /** ClientFrame hello */
                hello?: (parley.v1.Hello.$Properties|null);

                /** ClientFrame send */
                send?: (parley.v1.Send.$Properties|null);

                /** ClientFrame ack */
                ack?: (parley.v1.Ack.$Properties|null);

                /** ClientFrame ping */
                ping?: (parley.v1.Ping.$Properties|null);

                /** ClientFrame pong */
                pong?: (parley.v1.Pong.$Properties|null);

                /** ClientFrame body */
                body?: ("hello"|"send"|"ack"|"ping"|"pong");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a ClientFrame. */
            type $Shape = {
              hello?: parley.v1.Hello.$Shape|null;
              send?: parley.v1.Send.$Shape|null;
              ack?: parley.v1.Ack.$Shape|null;
              ping?: parley.v1.Ping.$Shape|null;
              pong?: parley.v1.Pong.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; hello?: null; send?: null; ack?: null; ping?: null; pong?: null }|{ body?: "hello"; hello: parley.v1.Hello.$Shape; send?: null; ack?: null; ping?: null; pong?: null }|{ body?: "send"; hello?: null; send: parley.v1.Send.$Shape; ack?: null; ping?: null; pong?: null }|{ body?: "ack"; hello?: null; send?: null; ack: parley.v1.Ack.$Shape; ping?: null; pong?: null }|{ body?: "ping"; hello?: null; send?: null; ack?: null; ping: parley.v1.Ping.$Shape; pong?: null }|{ body?: "pong"; hello?: null; send?: null; ack?: null; ping?: null; pong: parley.v1.Pong.$Shape })
            );
        }

        /**
         * Properties of a ServerFrame.
         * @deprecated Use parley.v1.ServerFrame.$Properties instead.
         */
        interface IServerFrame extends parley.v1.ServerFrame.$Properties {
        }

        /** Represents a ServerFrame. */
        class ServerFrame {

            /**
             * Constructs a new ServerFrame.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ServerFrame.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ServerFrame welcome. */
            welcome?: (parley.v1.Welcome.$Properties|null);

            /** ServerFrame sent. */
            sent?: (parley.v1.Sent.$Properties|null);

            /** ServerFrame refused. */
            refused?: (parley.v1.Refused.$Properties|null);

            /** ServerFrame deliver. */
            deliver?: (parley.v1.Deliver.$Properties|null);

            /** ServerFrame live. */
            live?: (parley.v1.Live.$Properties|null);

            /** ServerFrame pong. */
            pong?: (parley.v1.Pong.$Properties|null);

            /** ServerFrame problem. */
            problem?: (parley.v1.Problem.$Properties|null);

            /** ServerFrame leaving. */
            leaving?: (parley.v1.Leaving.$Properties|null);

            /** ServerFrame ping. */
            ping?: (parley.v1.Ping.$Properties|null);

            /** ServerFrame body. */
            body?: ("welcome"|"sent"|"refused"|"deliver"|"live"|"pong"|"problem"|"leaving"|"ping");

            /**
             * Encodes the specified ServerFrame message. Does not implicitly {@link parley.v1.ServerFrame.verify|verify} messages.
             * @param message ServerFrame message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ServerFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ServerFrame message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ServerFrame & parley.v1.ServerFrame.$Shape} ServerFrame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ServerFrame & parley.v1.ServerFrame.$Shape;
        }

        namespace ServerFrame {

            /** Properties of a ServerFrame. */
            interface $Properties {

                /** ServerFrame welcome */
                welcome?: (parley.v1.Welcome.$Properties|null);

                /** ServerFrame sent */
                sent?: (parley.v1.Sent.$Properties|null);

                /** ServerFrame refused */
                refused?: (parley.v1.Refused.$Properties|null);

                /** ServerFrame deliver */
                deliver?: (parley.v1.Deliver.$Properties|null);

                /** ServerFrame live */
                live?: (parley.v1.Live.$Properties|null);

                /** ServerFrame pong */
                pong?: (parley.v1.Pong.$Properties|null);

                /** ServerFrame problem */
                problem?: (parley.v1.Problem.$Properties|null);

                /** ServerFrame leaving */
                leaving?: (parley.v1.Leaving.$Properties|null);

                /** ServerFrame ping */
                ping?: (parley.v1.Ping.$Properties|null);

                /** ServerFrame body */
                body?: ("welcome"|"sent"|"refused"|"deliver"|"live"|"pong"|"problem"|"leaving"|"ping");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a ServerFrame. */
            type $Shape = {
              welcome?: parley.v1.Welcome.$Shape|null;
              sent?: parley.v1.Sent.$Shape|null;
              refused?: parley.v1.Refused.$Shape|null;
              deliver?: parley.v1.Deliver.$Shape|null;
              live?: parley.v1.Live.$Shape|null;
              pong?: parley.v1.Pong.$Shape|null;
              problem?: parley.v1.Problem.$Shape|null;
              leaving?: parley.v1.Leaving.$Shape|null;
              ping?: parley.v1.Ping.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; welcome?: null; sent?: null; refused?: null; deliver?: null; live?: null; pong?: null; problem?: null; leaving?: null; ping?: null }|{ body?: "welcome"; welcome: parley.v1.Welcome.$Shape; sent?: null; refused?: null; deliver?: null; live?: null; pong?: null; problem?: null; leaving?: null; ping?: null }|{ body?: "sent"; welcome?: null; sent: parley.v1.Sent.$Shape; refused?: null; deliver?: null; live?: null; pong?: null; problem?: null; leaving?: null; ping?: null }|{ body?: "refused"; welcome?: null; sent?: null; refused: parley.v1.Refused.$Shape; deliver?: null; live?: null; pong?: null; problem?: null; leaving?: null; ping?: null }|{ body?: "deliver"; welcome?: null; sent?: null; refused?: null; deliver: parley.v1.Deliver.$Shape; live?: null; pong?: null; problem?: null; leaving?: null; ping?: null }|{ body?: "live"; welcome?: null; sent?: null; refused?: null; deliver?: null; live: parley.v1.Live.$Shape; pong?: null; problem?: null; leaving?: null; ping?: null }|{ body?: "pong"; welcome?: null; sent?: null; refused?: null; deliver?: null; live?: null; pong: parley.v1.Pong.$Shape; problem?: null; leaving?: null; ping?: null }|{ body?: "problem"; welcome?: null; sent?: null; refused?: null; deliver?: null; live?: null; pong?: null; problem: parley.v1.Problem.$Shape; leaving?: null; ping?: null }|{ body?: "leaving"; welcome?: null; sent?: null; refused?: null; deliver?: null; live?: null; pong?: null; problem?: null; leaving: parley.v1.Leaving.$Shape; ping?: null }|{ body?: "ping"; welcome?: null; sent?: null; refused?: null; deliver?: null; live?: null; pong?: null; problem?: null; leaving?: null; ping: parley.v1.Ping.$Shape })
            );
        }

        /**
         * Properties of a Hello.
         * @deprecated Use parley.v1.Hello.$Properties instead.
         */
        interface IHello extends parley.v1.Hello.$Properties {
        }

        /** Represents a Hello. */
        class Hello {

            /**
             * Constructs a new Hello.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Hello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hello token. */
            token: Uint8Array;

            /** Hello account. */
            account: Uint8Array;

            /** Hello device. */
            device: number;

            /** Hello connectionEpoch. */
            connectionEpoch: number;

            /** Hello resume. */
            resume?: (parley.v1.Resume.$Properties|null);

            /** Hello client. */
            client: string;

            /**
             * Encodes the specified Hello message. Does not implicitly {@link parley.v1.Hello.verify|verify} messages.
             * @param message Hello message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Hello & parley.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Hello & parley.v1.Hello.$Shape;
        }

        namespace Hello {

            /** Properties of a Hello. */
            interface $Properties {

                /** Hello token */
                token?: (Uint8Array|null);

                /** Hello account */
                account?: (Uint8Array|null);

                /** Hello device */
                device?: (number|null);

                /** Hello connectionEpoch */
                connectionEpoch?: (number|null);

                /** Hello resume */
                resume?: (parley.v1.Resume.$Properties|null);

                /** Hello client */
                client?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hello. */
            type $Shape = parley.v1.Hello.$Properties;
        }

        /**
         * Properties of a Resume.
         * @deprecated Use parley.v1.Resume.$Properties instead.
         */
        interface IResume extends parley.v1.Resume.$Properties {
        }

        /** Represents a Resume. */
        class Resume {

            /**
             * Constructs a new Resume.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Resume.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Resume inboxEpoch. */
            inboxEpoch: number;

            /** Resume cursor. */
            cursor: number;

            /**
             * Encodes the specified Resume message. Does not implicitly {@link parley.v1.Resume.verify|verify} messages.
             * @param message Resume message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Resume.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Resume message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Resume & parley.v1.Resume.$Shape} Resume
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Resume & parley.v1.Resume.$Shape;
        }

        namespace Resume {

            /** Properties of a Resume. */
            interface $Properties {

                /** Resume inboxEpoch */
                inboxEpoch?: (number|null);

                /** Resume cursor */
                cursor?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Resume. */
            type $Shape = parley.v1.Resume.$Properties;
        }

        /**
         * Properties of a Welcome.
         * @deprecated Use parley.v1.Welcome.$Properties instead.
         */
        interface IWelcome extends parley.v1.Welcome.$Properties {
        }

        /** Represents a Welcome. */
        class Welcome {

            /**
             * Constructs a new Welcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Welcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Welcome serverTime. */
            serverTime: number;

            /** Welcome inboxEpoch. */
            inboxEpoch: number;

            /** Welcome cursor. */
            cursor: number;

            /** Welcome queued. */
            queued: number;

            /** Welcome ownListVersion. */
            ownListVersion: number;

            /** Welcome heartbeatMs. */
            heartbeatMs: number;

            /** Welcome limits. */
            limits?: (parley.v1.ServerLimits.$Properties|null);

            /** Welcome gateway. */
            gateway: string;

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link parley.v1.Welcome.verify|verify} messages.
             * @param message Welcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Welcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Welcome & parley.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Welcome & parley.v1.Welcome.$Shape;
        }

        namespace Welcome {

            /** Properties of a Welcome. */
            interface $Properties {

                /** Welcome serverTime */
                serverTime?: (number|null);

                /** Welcome inboxEpoch */
                inboxEpoch?: (number|null);

                /** Welcome cursor */
                cursor?: (number|null);

                /** Welcome queued */
                queued?: (number|null);

                /** Welcome ownListVersion */
                ownListVersion?: (number|null);

                /** Welcome heartbeatMs */
                heartbeatMs?: (number|null);

                /** Welcome limits */
                limits?: (parley.v1.ServerLimits.$Properties|null);

                /** Welcome gateway */
                gateway?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Welcome. */
            type $Shape = parley.v1.Welcome.$Properties;
        }

        /**
         * Properties of a ServerLimits.
         * @deprecated Use parley.v1.ServerLimits.$Properties instead.
         */
        interface IServerLimits extends parley.v1.ServerLimits.$Properties {
        }

        /** Represents a ServerLimits. */
        class ServerLimits {

            /**
             * Constructs a new ServerLimits.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ServerLimits.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ServerLimits maxFrameBytes. */
            maxFrameBytes: number;

            /** ServerLimits maxCiphertextBytes. */
            maxCiphertextBytes: number;

            /** ServerLimits maxContentBytes. */
            maxContentBytes: number;

            /** ServerLimits maxParts. */
            maxParts: number;

            /** ServerLimits maxPendingSends. */
            maxPendingSends: number;

            /** ServerLimits sendsPerSecond. */
            sendsPerSecond: number;

            /** ServerLimits sendsBurst. */
            sendsBurst: number;

            /**
             * Encodes the specified ServerLimits message. Does not implicitly {@link parley.v1.ServerLimits.verify|verify} messages.
             * @param message ServerLimits message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ServerLimits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ServerLimits message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ServerLimits & parley.v1.ServerLimits.$Shape} ServerLimits
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ServerLimits & parley.v1.ServerLimits.$Shape;
        }

        namespace ServerLimits {

            /** Properties of a ServerLimits. */
            interface $Properties {

                /** ServerLimits maxFrameBytes */
                maxFrameBytes?: (number|null);

                /** ServerLimits maxCiphertextBytes */
                maxCiphertextBytes?: (number|null);

                /** ServerLimits maxContentBytes */
                maxContentBytes?: (number|null);

                /** ServerLimits maxParts */
                maxParts?: (number|null);

                /** ServerLimits maxPendingSends */
                maxPendingSends?: (number|null);

                /** ServerLimits sendsPerSecond */
                sendsPerSecond?: (number|null);

                /** ServerLimits sendsBurst */
                sendsBurst?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ServerLimits. */
            type $Shape = parley.v1.ServerLimits.$Properties;
        }

        /**
         * Properties of a Send.
         * @deprecated Use parley.v1.Send.$Properties instead.
         */
        interface ISend extends parley.v1.Send.$Properties {
        }

        /** Represents a Send. */
        class Send {

            /**
             * Constructs a new Send.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Send.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Send id. */
            id: Uint8Array;

            /** Send to. */
            to: Uint8Array;

            /** Send after. */
            after: number;

            /** Send toListVersion. */
            toListVersion: number;

            /** Send ownListVersion. */
            ownListVersion: number;

            /** Send parts. */
            parts: parley.v1.Part.$Properties[];

            /** Send run. */
            run: number;

            /** Send control. */
            control: boolean;

            /**
             * Encodes the specified Send message. Does not implicitly {@link parley.v1.Send.verify|verify} messages.
             * @param message Send message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Send.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Send message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Send & parley.v1.Send.$Shape} Send
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Send & parley.v1.Send.$Shape;
        }

        namespace Send {

            /** Properties of a Send. */
            interface $Properties {

                /** Send id */
                id?: (Uint8Array|null);

                /** Send to */
                to?: (Uint8Array|null);

                /** Send after */
                after?: (number|null);

                /** Send toListVersion */
                toListVersion?: (number|null);

                /** Send ownListVersion */
                ownListVersion?: (number|null);

                /** Send parts */
                parts?: (parley.v1.Part.$Properties[]|null);

                /** Send run */
                run?: (number|null);

                /** Send control */
                control?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Send. */
            type $Shape = parley.v1.Send.$Properties;
        }

        /**
         * Properties of a Part.
         * @deprecated Use parley.v1.Part.$Properties instead.
         */
        interface IPart extends parley.v1.Part.$Properties {
        }

        /** Represents a Part. */
        class Part {

            /**
             * Constructs a new Part.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Part.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Part own. */
            own: boolean;

            /** Part device. */
            device: number;

            /** Part ciphertext. */
            ciphertext?: (parley.v1.Ciphertext.$Properties|null);

            /**
             * Encodes the specified Part message. Does not implicitly {@link parley.v1.Part.verify|verify} messages.
             * @param message Part message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Part.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Part message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Part & parley.v1.Part.$Shape} Part
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Part & parley.v1.Part.$Shape;
        }

        namespace Part {

            /** Properties of a Part. */
            interface $Properties {

                /** Part own */
                own?: (boolean|null);

                /** Part device */
                device?: (number|null);

                /** Part ciphertext */
                ciphertext?: (parley.v1.Ciphertext.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Part. */
            type $Shape = parley.v1.Part.$Properties;
        }

        /**
         * Properties of a Ciphertext.
         * @deprecated Use parley.v1.Ciphertext.$Properties instead.
         */
        interface ICiphertext extends parley.v1.Ciphertext.$Properties {
        }

        /** Represents a Ciphertext. */
        class Ciphertext {

            /**
             * Constructs a new Ciphertext.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Ciphertext.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ciphertext kind. */
            kind: parley.v1.CiphertextKind;

            /** Ciphertext data. */
            data: Uint8Array;

            /**
             * Encodes the specified Ciphertext message. Does not implicitly {@link parley.v1.Ciphertext.verify|verify} messages.
             * @param message Ciphertext message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Ciphertext.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Ciphertext message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Ciphertext & parley.v1.Ciphertext.$Shape} Ciphertext
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Ciphertext & parley.v1.Ciphertext.$Shape;
        }

        namespace Ciphertext {

            /** Properties of a Ciphertext. */
            interface $Properties {

                /** Ciphertext kind */
                kind?: (parley.v1.CiphertextKind|null);

                /** Ciphertext data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Ciphertext. */
            type $Shape = parley.v1.Ciphertext.$Properties;
        }

        /** CiphertextKind enum. */
        enum CiphertextKind {

            /** CIPHERTEXT_KIND_UNSPECIFIED value */
            CIPHERTEXT_KIND_UNSPECIFIED = 0,

            /** CIPHERTEXT_KIND_MESSAGE value */
            CIPHERTEXT_KIND_MESSAGE = 1,

            /** CIPHERTEXT_KIND_PREKEY value */
            CIPHERTEXT_KIND_PREKEY = 2
        }

        /**
         * Properties of a Sent.
         * @deprecated Use parley.v1.Sent.$Properties instead.
         */
        interface ISent extends parley.v1.Sent.$Properties {
        }

        /** Represents a Sent. */
        class Sent {

            /**
             * Constructs a new Sent.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Sent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Sent id. */
            id: Uint8Array;

            /** Sent ts. */
            ts: number;

            /**
             * Encodes the specified Sent message. Does not implicitly {@link parley.v1.Sent.verify|verify} messages.
             * @param message Sent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Sent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Sent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Sent & parley.v1.Sent.$Shape} Sent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Sent & parley.v1.Sent.$Shape;
        }

        namespace Sent {

            /** Properties of a Sent. */
            interface $Properties {

                /** Sent id */
                id?: (Uint8Array|null);

                /** Sent ts */
                ts?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Sent. */
            type $Shape = parley.v1.Sent.$Properties;
        }

        /**
         * Properties of a Refused.
         * @deprecated Use parley.v1.Refused.$Properties instead.
         */
        interface IRefused extends parley.v1.Refused.$Properties {
        }

        /** Represents a Refused. */
        class Refused {

            /**
             * Constructs a new Refused.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Refused.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Refused id. */
            id: Uint8Array;

            /** Refused error. */
            error?: (parley.v1.Error.$Properties|null);

            /** Refused retryFrom. */
            retryFrom: Uint8Array;

            /** Refused mismatches. */
            mismatches: parley.v1.DeviceListMismatch.$Properties[];

            /**
             * Encodes the specified Refused message. Does not implicitly {@link parley.v1.Refused.verify|verify} messages.
             * @param message Refused message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Refused.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Refused message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Refused & parley.v1.Refused.$Shape} Refused
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Refused & parley.v1.Refused.$Shape;
        }

        namespace Refused {

            /** Properties of a Refused. */
            interface $Properties {

                /** Refused id */
                id?: (Uint8Array|null);

                /** Refused error */
                error?: (parley.v1.Error.$Properties|null);

                /** Refused retryFrom */
                retryFrom?: (Uint8Array|null);

                /** Refused mismatches */
                mismatches?: (parley.v1.DeviceListMismatch.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Refused. */
            type $Shape = parley.v1.Refused.$Properties;
        }

        /**
         * Properties of an Error.
         * @deprecated Use parley.v1.Error.$Properties instead.
         */
        interface IError extends parley.v1.Error.$Properties {
        }

        /** Represents an Error. */
        class Error {

            /**
             * Constructs a new Error.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Error.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Error code. */
            code: string;

            /** Error message. */
            message: string;

            /** Error temporary. */
            temporary: boolean;

            /** Error retryAfterMs. */
            retryAfterMs: number;

            /**
             * Encodes the specified Error message. Does not implicitly {@link parley.v1.Error.verify|verify} messages.
             * @param message Error message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Error.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Error message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Error & parley.v1.Error.$Shape} Error
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Error & parley.v1.Error.$Shape;
        }

        namespace Error {

            /** Properties of an Error. */
            interface $Properties {

                /** Error code */
                code?: (string|null);

                /** Error message */
                message?: (string|null);

                /** Error temporary */
                temporary?: (boolean|null);

                /** Error retryAfterMs */
                retryAfterMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Error. */
            type $Shape = parley.v1.Error.$Properties;
        }

        /**
         * Properties of a DeviceListMismatch.
         * @deprecated Use parley.v1.DeviceListMismatch.$Properties instead.
         */
        interface IDeviceListMismatch extends parley.v1.DeviceListMismatch.$Properties {
        }

        /** Represents a DeviceListMismatch. */
        class DeviceListMismatch {

            /**
             * Constructs a new DeviceListMismatch.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.DeviceListMismatch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeviceListMismatch account. */
            account: Uint8Array;

            /** DeviceListMismatch version. */
            version: number;

            /** DeviceListMismatch missing. */
            missing: number[];

            /** DeviceListMismatch extra. */
            extra: number[];

            /**
             * Encodes the specified DeviceListMismatch message. Does not implicitly {@link parley.v1.DeviceListMismatch.verify|verify} messages.
             * @param message DeviceListMismatch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.DeviceListMismatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeviceListMismatch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.DeviceListMismatch & parley.v1.DeviceListMismatch.$Shape} DeviceListMismatch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.DeviceListMismatch & parley.v1.DeviceListMismatch.$Shape;
        }

        namespace DeviceListMismatch {

            /** Properties of a DeviceListMismatch. */
            interface $Properties {

                /** DeviceListMismatch account */
                account?: (Uint8Array|null);

                /** DeviceListMismatch version */
                version?: (number|null);

                /** DeviceListMismatch missing */
                missing?: (number[]|null);

                /** DeviceListMismatch extra */
                extra?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceListMismatch. */
            type $Shape = parley.v1.DeviceListMismatch.$Properties;
        }

        /**
         * Properties of a Deliver.
         * @deprecated Use parley.v1.Deliver.$Properties instead.
         */
        interface IDeliver extends parley.v1.Deliver.$Properties {
        }

        /** Represents a Deliver. */
        class Deliver {

            /**
             * Constructs a new Deliver.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Deliver.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Deliver inboxEpoch. */
            inboxEpoch: number;

            /** Deliver seq. */
            seq: number;

            /** Deliver envelope. */
            envelope: Uint8Array;

            /**
             * Encodes the specified Deliver message. Does not implicitly {@link parley.v1.Deliver.verify|verify} messages.
             * @param message Deliver message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Deliver.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Deliver message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Deliver & parley.v1.Deliver.$Shape} Deliver
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Deliver & parley.v1.Deliver.$Shape;
        }

        namespace Deliver {

            /** Properties of a Deliver. */
            interface $Properties {

                /** Deliver inboxEpoch */
                inboxEpoch?: (number|null);

                /** Deliver seq */
                seq?: (number|null);

                /** Deliver envelope */
                envelope?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Deliver. */
            type $Shape = parley.v1.Deliver.$Properties;
        }

        /**
         * Properties of an Ack.
         * @deprecated Use parley.v1.Ack.$Properties instead.
         */
        interface IAck extends parley.v1.Ack.$Properties {
        }

        /** Represents an Ack. */
        class Ack {

            /**
             * Constructs a new Ack.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Ack.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ack inboxEpoch. */
            inboxEpoch: number;

            /** Ack upTo. */
            upTo: number;

            /**
             * Encodes the specified Ack message. Does not implicitly {@link parley.v1.Ack.verify|verify} messages.
             * @param message Ack message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Ack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Ack & parley.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Ack & parley.v1.Ack.$Shape;
        }

        namespace Ack {

            /** Properties of an Ack. */
            interface $Properties {

                /** Ack inboxEpoch */
                inboxEpoch?: (number|null);

                /** Ack upTo */
                upTo?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Ack. */
            type $Shape = parley.v1.Ack.$Properties;
        }

        /**
         * Properties of a Live.
         * @deprecated Use parley.v1.Live.$Properties instead.
         */
        interface ILive extends parley.v1.Live.$Properties {
        }

        /** Represents a Live. */
        class Live {

            /**
             * Constructs a new Live.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Live.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Live inboxEpoch. */
            inboxEpoch: number;

            /** Live upTo. */
            upTo: number;

            /**
             * Encodes the specified Live message. Does not implicitly {@link parley.v1.Live.verify|verify} messages.
             * @param message Live message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Live.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Live message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Live & parley.v1.Live.$Shape} Live
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Live & parley.v1.Live.$Shape;
        }

        namespace Live {

            /** Properties of a Live. */
            interface $Properties {

                /** Live inboxEpoch */
                inboxEpoch?: (number|null);

                /** Live upTo */
                upTo?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Live. */
            type $Shape = parley.v1.Live.$Properties;
        }

        /**
         * Properties of a Ping.
         * @deprecated Use parley.v1.Ping.$Properties instead.
         */
        interface IPing extends parley.v1.Ping.$Properties {
        }

        /** Represents a Ping. */
        class Ping {

            /**
             * Constructs a new Ping.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Ping.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ping nonce. */
            nonce: number;

            /**
             * Encodes the specified Ping message. Does not implicitly {@link parley.v1.Ping.verify|verify} messages.
             * @param message Ping message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Ping.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Ping message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Ping & parley.v1.Ping.$Shape} Ping
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Ping & parley.v1.Ping.$Shape;
        }

        namespace Ping {

            /** Properties of a Ping. */
            interface $Properties {

                /** Ping nonce */
                nonce?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Ping. */
            type $Shape = parley.v1.Ping.$Properties;
        }

        /**
         * Properties of a Pong.
         * @deprecated Use parley.v1.Pong.$Properties instead.
         */
        interface IPong extends parley.v1.Pong.$Properties {
        }

        /** Represents a Pong. */
        class Pong {

            /**
             * Constructs a new Pong.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Pong.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Pong nonce. */
            nonce: number;

            /**
             * Encodes the specified Pong message. Does not implicitly {@link parley.v1.Pong.verify|verify} messages.
             * @param message Pong message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Pong.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Pong message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Pong & parley.v1.Pong.$Shape} Pong
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Pong & parley.v1.Pong.$Shape;
        }

        namespace Pong {

            /** Properties of a Pong. */
            interface $Properties {

                /** Pong nonce */
                nonce?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Pong. */
            type $Shape = parley.v1.Pong.$Properties;
        }

        /**
         * Properties of a Problem.
         * @deprecated Use parley.v1.Problem.$Properties instead.
         */
        interface IProblem extends parley.v1.Problem.$Properties {
        }

        /** Represents a Problem. */
        class Problem {

            /**
             * Constructs a new Problem.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Problem.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Problem error. */
            error?: (parley.v1.Error.$Properties|null);

            /** Problem connectionEpoch. */
            connectionEpoch: number;

            /**
             * Encodes the specified Problem message. Does not implicitly {@link parley.v1.Problem.verify|verify} messages.
             * @param message Problem message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Problem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Problem message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Problem & parley.v1.Problem.$Shape} Problem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Problem & parley.v1.Problem.$Shape;
        }

        namespace Problem {

            /** Properties of a Problem. */
            interface $Properties {

                /** Problem error */
                error?: (parley.v1.Error.$Properties|null);

                /** Problem connectionEpoch */
                connectionEpoch?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Problem. */
            type $Shape = parley.v1.Problem.$Properties;
        }

        /**
         * Properties of a Leaving.
         * @deprecated Use parley.v1.Leaving.$Properties instead.
         */
        interface ILeaving extends parley.v1.Leaving.$Properties {
        }

        /** Represents a Leaving. */
        class Leaving {

            /**
             * Constructs a new Leaving.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Leaving.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Leaving minDelayMs. */
            minDelayMs: number;

            /** Leaving maxDelayMs. */
            maxDelayMs: number;

            /**
             * Encodes the specified Leaving message. Does not implicitly {@link parley.v1.Leaving.verify|verify} messages.
             * @param message Leaving message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Leaving.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Leaving message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Leaving & parley.v1.Leaving.$Shape} Leaving
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Leaving & parley.v1.Leaving.$Shape;
        }

        namespace Leaving {

            /** Properties of a Leaving. */
            interface $Properties {

                /** Leaving minDelayMs */
                minDelayMs?: (number|null);

                /** Leaving maxDelayMs */
                maxDelayMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Leaving. */
            type $Shape = parley.v1.Leaving.$Properties;
        }

        /**
         * Properties of a DeviceCertificate.
         * @deprecated Use parley.v1.DeviceCertificate.$Properties instead.
         */
        interface IDeviceCertificate extends parley.v1.DeviceCertificate.$Properties {
        }

        /** Represents a DeviceCertificate. */
        class DeviceCertificate {

            /**
             * Constructs a new DeviceCertificate.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.DeviceCertificate.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeviceCertificate account. */
            account: Uint8Array;

            /** DeviceCertificate device. */
            device: number;

            /** DeviceCertificate identityKey. */
            identityKey: Uint8Array;

            /** DeviceCertificate createdAt. */
            createdAt: number;

            /** DeviceCertificate name. */
            name: string;

            /**
             * Encodes the specified DeviceCertificate message. Does not implicitly {@link parley.v1.DeviceCertificate.verify|verify} messages.
             * @param message DeviceCertificate message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.DeviceCertificate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeviceCertificate message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.DeviceCertificate & parley.v1.DeviceCertificate.$Shape} DeviceCertificate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.DeviceCertificate & parley.v1.DeviceCertificate.$Shape;
        }

        namespace DeviceCertificate {

            /** Properties of a DeviceCertificate. */
            interface $Properties {

                /** DeviceCertificate account */
                account?: (Uint8Array|null);

                /** DeviceCertificate device */
                device?: (number|null);

                /** DeviceCertificate identityKey */
                identityKey?: (Uint8Array|null);

                /** DeviceCertificate createdAt */
                createdAt?: (number|null);

                /** DeviceCertificate name */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceCertificate. */
            type $Shape = parley.v1.DeviceCertificate.$Properties;
        }

        /**
         * Properties of a SignedDeviceCertificate.
         * @deprecated Use parley.v1.SignedDeviceCertificate.$Properties instead.
         */
        interface ISignedDeviceCertificate extends parley.v1.SignedDeviceCertificate.$Properties {
        }

        /** Represents a SignedDeviceCertificate. */
        class SignedDeviceCertificate {

            /**
             * Constructs a new SignedDeviceCertificate.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.SignedDeviceCertificate.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignedDeviceCertificate certificate. */
            certificate: Uint8Array;

            /** SignedDeviceCertificate signature. */
            signature: Uint8Array;

            /**
             * Encodes the specified SignedDeviceCertificate message. Does not implicitly {@link parley.v1.SignedDeviceCertificate.verify|verify} messages.
             * @param message SignedDeviceCertificate message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.SignedDeviceCertificate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignedDeviceCertificate message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.SignedDeviceCertificate & parley.v1.SignedDeviceCertificate.$Shape} SignedDeviceCertificate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.SignedDeviceCertificate & parley.v1.SignedDeviceCertificate.$Shape;
        }

        namespace SignedDeviceCertificate {

            /** Properties of a SignedDeviceCertificate. */
            interface $Properties {

                /** SignedDeviceCertificate certificate */
                certificate?: (Uint8Array|null);

                /** SignedDeviceCertificate signature */
                signature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignedDeviceCertificate. */
            type $Shape = parley.v1.SignedDeviceCertificate.$Properties;
        }

        /**
         * Properties of a DeviceList.
         * @deprecated Use parley.v1.DeviceList.$Properties instead.
         */
        interface IDeviceList extends parley.v1.DeviceList.$Properties {
        }

        /** Represents a DeviceList. */
        class DeviceList {

            /**
             * Constructs a new DeviceList.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.DeviceList.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeviceList account. */
            account: Uint8Array;

            /** DeviceList version. */
            version: number;

            /** DeviceList previousHash. */
            previousHash: Uint8Array;

            /** DeviceList accountKey. */
            accountKey: Uint8Array;

            /** DeviceList devices. */
            devices: parley.v1.SignedDeviceCertificate.$Properties[];

            /** DeviceList createdAt. */
            createdAt: number;

            /**
             * Encodes the specified DeviceList message. Does not implicitly {@link parley.v1.DeviceList.verify|verify} messages.
             * @param message DeviceList message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.DeviceList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeviceList message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.DeviceList & parley.v1.DeviceList.$Shape} DeviceList
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.DeviceList & parley.v1.DeviceList.$Shape;
        }

        namespace DeviceList {

            /** Properties of a DeviceList. */
            interface $Properties {

                /** DeviceList account */
                account?: (Uint8Array|null);

                /** DeviceList version */
                version?: (number|null);

                /** DeviceList previousHash */
                previousHash?: (Uint8Array|null);

                /** DeviceList accountKey */
                accountKey?: (Uint8Array|null);

                /** DeviceList devices */
                devices?: (parley.v1.SignedDeviceCertificate.$Properties[]|null);

                /** DeviceList createdAt */
                createdAt?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceList. */
            type $Shape = parley.v1.DeviceList.$Properties;
        }

        /**
         * Properties of a SignedDeviceList.
         * @deprecated Use parley.v1.SignedDeviceList.$Properties instead.
         */
        interface ISignedDeviceList extends parley.v1.SignedDeviceList.$Properties {
        }

        /** Represents a SignedDeviceList. */
        class SignedDeviceList {

            /**
             * Constructs a new SignedDeviceList.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.SignedDeviceList.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignedDeviceList list. */
            list: Uint8Array;

            /** SignedDeviceList signature. */
            signature: Uint8Array;

            /**
             * Encodes the specified SignedDeviceList message. Does not implicitly {@link parley.v1.SignedDeviceList.verify|verify} messages.
             * @param message SignedDeviceList message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.SignedDeviceList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignedDeviceList message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.SignedDeviceList & parley.v1.SignedDeviceList.$Shape} SignedDeviceList
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.SignedDeviceList & parley.v1.SignedDeviceList.$Shape;
        }

        namespace SignedDeviceList {

            /** Properties of a SignedDeviceList. */
            interface $Properties {

                /** SignedDeviceList list */
                list?: (Uint8Array|null);

                /** SignedDeviceList signature */
                signature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignedDeviceList. */
            type $Shape = parley.v1.SignedDeviceList.$Properties;
        }

        /**
         * Properties of a DeviceListChain.
         * @deprecated Use parley.v1.DeviceListChain.$Properties instead.
         */
        interface IDeviceListChain extends parley.v1.DeviceListChain.$Properties {
        }

        /** Represents a DeviceListChain. */
        class DeviceListChain {

            /**
             * Constructs a new DeviceListChain.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.DeviceListChain.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeviceListChain lists. */
            lists: parley.v1.SignedDeviceList.$Properties[];

            /**
             * Encodes the specified DeviceListChain message. Does not implicitly {@link parley.v1.DeviceListChain.verify|verify} messages.
             * @param message DeviceListChain message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.DeviceListChain.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeviceListChain message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.DeviceListChain & parley.v1.DeviceListChain.$Shape} DeviceListChain
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.DeviceListChain & parley.v1.DeviceListChain.$Shape;
        }

        namespace DeviceListChain {

            /** Properties of a DeviceListChain. */
            interface $Properties {

                /** DeviceListChain lists */
                lists?: (parley.v1.SignedDeviceList.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceListChain. */
            type $Shape = parley.v1.DeviceListChain.$Properties;
        }

        /**
         * Properties of a SignedPreKey.
         * @deprecated Use parley.v1.SignedPreKey.$Properties instead.
         */
        interface ISignedPreKey extends parley.v1.SignedPreKey.$Properties {
        }

        /** Represents a SignedPreKey. */
        class SignedPreKey {

            /**
             * Constructs a new SignedPreKey.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.SignedPreKey.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignedPreKey id. */
            id: number;

            /** SignedPreKey key. */
            key: Uint8Array;

            /** SignedPreKey signature. */
            signature: Uint8Array;

            /**
             * Encodes the specified SignedPreKey message. Does not implicitly {@link parley.v1.SignedPreKey.verify|verify} messages.
             * @param message SignedPreKey message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.SignedPreKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignedPreKey message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.SignedPreKey & parley.v1.SignedPreKey.$Shape} SignedPreKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.SignedPreKey & parley.v1.SignedPreKey.$Shape;
        }

        namespace SignedPreKey {

            /** Properties of a SignedPreKey. */
            interface $Properties {

                /** SignedPreKey id */
                id?: (number|null);

                /** SignedPreKey key */
                key?: (Uint8Array|null);

                /** SignedPreKey signature */
                signature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignedPreKey. */
            type $Shape = parley.v1.SignedPreKey.$Properties;
        }

        /**
         * Properties of a KyberPreKey.
         * @deprecated Use parley.v1.KyberPreKey.$Properties instead.
         */
        interface IKyberPreKey extends parley.v1.KyberPreKey.$Properties {
        }

        /** Represents a KyberPreKey. */
        class KyberPreKey {

            /**
             * Constructs a new KyberPreKey.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.KyberPreKey.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KyberPreKey id. */
            id: number;

            /** KyberPreKey key. */
            key: Uint8Array;

            /** KyberPreKey signature. */
            signature: Uint8Array;

            /**
             * Encodes the specified KyberPreKey message. Does not implicitly {@link parley.v1.KyberPreKey.verify|verify} messages.
             * @param message KyberPreKey message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.KyberPreKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KyberPreKey message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.KyberPreKey & parley.v1.KyberPreKey.$Shape} KyberPreKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.KyberPreKey & parley.v1.KyberPreKey.$Shape;
        }

        namespace KyberPreKey {

            /** Properties of a KyberPreKey. */
            interface $Properties {

                /** KyberPreKey id */
                id?: (number|null);

                /** KyberPreKey key */
                key?: (Uint8Array|null);

                /** KyberPreKey signature */
                signature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KyberPreKey. */
            type $Shape = parley.v1.KyberPreKey.$Properties;
        }

        /**
         * Properties of a OneTimePreKey.
         * @deprecated Use parley.v1.OneTimePreKey.$Properties instead.
         */
        interface IOneTimePreKey extends parley.v1.OneTimePreKey.$Properties {
        }

        /** Represents a OneTimePreKey. */
        class OneTimePreKey {

            /**
             * Constructs a new OneTimePreKey.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.OneTimePreKey.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OneTimePreKey id. */
            id: number;

            /** OneTimePreKey key. */
            key: Uint8Array;

            /**
             * Encodes the specified OneTimePreKey message. Does not implicitly {@link parley.v1.OneTimePreKey.verify|verify} messages.
             * @param message OneTimePreKey message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.OneTimePreKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a OneTimePreKey message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.OneTimePreKey & parley.v1.OneTimePreKey.$Shape} OneTimePreKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.OneTimePreKey & parley.v1.OneTimePreKey.$Shape;
        }

        namespace OneTimePreKey {

            /** Properties of a OneTimePreKey. */
            interface $Properties {

                /** OneTimePreKey id */
                id?: (number|null);

                /** OneTimePreKey key */
                key?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a OneTimePreKey. */
            type $Shape = parley.v1.OneTimePreKey.$Properties;
        }

        /**
         * Properties of a KeyUpload.
         * @deprecated Use parley.v1.KeyUpload.$Properties instead.
         */
        interface IKeyUpload extends parley.v1.KeyUpload.$Properties {
        }

        /** Represents a KeyUpload. */
        class KeyUpload {

            /**
             * Constructs a new KeyUpload.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.KeyUpload.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KeyUpload signedPrekey. */
            signedPrekey?: (parley.v1.SignedPreKey.$Properties|null);

            /** KeyUpload kyberPrekey. */
            kyberPrekey?: (parley.v1.KyberPreKey.$Properties|null);

            /** KeyUpload oneTimePrekeys. */
            oneTimePrekeys: parley.v1.OneTimePreKey.$Properties[];

            /**
             * Encodes the specified KeyUpload message. Does not implicitly {@link parley.v1.KeyUpload.verify|verify} messages.
             * @param message KeyUpload message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.KeyUpload.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeyUpload message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.KeyUpload & parley.v1.KeyUpload.$Shape} KeyUpload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.KeyUpload & parley.v1.KeyUpload.$Shape;
        }

        namespace KeyUpload {

            /** Properties of a KeyUpload. */
            interface $Properties {

                /** KeyUpload signedPrekey */
                signedPrekey?: (parley.v1.SignedPreKey.$Properties|null);

                /** KeyUpload kyberPrekey */
                kyberPrekey?: (parley.v1.KyberPreKey.$Properties|null);

                /** KeyUpload oneTimePrekeys */
                oneTimePrekeys?: (parley.v1.OneTimePreKey.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeyUpload. */
            type $Shape = parley.v1.KeyUpload.$Properties;
        }

        /**
         * Properties of a KeyClaimRequest.
         * @deprecated Use parley.v1.KeyClaimRequest.$Properties instead.
         */
        interface IKeyClaimRequest extends parley.v1.KeyClaimRequest.$Properties {
        }

        /** Represents a KeyClaimRequest. */
        class KeyClaimRequest {

            /**
             * Constructs a new KeyClaimRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.KeyClaimRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KeyClaimRequest claims. */
            claims: parley.v1.KeyClaim.$Properties[];

            /**
             * Encodes the specified KeyClaimRequest message. Does not implicitly {@link parley.v1.KeyClaimRequest.verify|verify} messages.
             * @param message KeyClaimRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.KeyClaimRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeyClaimRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.KeyClaimRequest & parley.v1.KeyClaimRequest.$Shape} KeyClaimRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.KeyClaimRequest & parley.v1.KeyClaimRequest.$Shape;
        }

        namespace KeyClaimRequest {

            /** Properties of a KeyClaimRequest. */
            interface $Properties {

                /** KeyClaimRequest claims */
                claims?: (parley.v1.KeyClaim.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeyClaimRequest. */
            type $Shape = parley.v1.KeyClaimRequest.$Properties;
        }

        /**
         * Properties of a KeyClaim.
         * @deprecated Use parley.v1.KeyClaim.$Properties instead.
         */
        interface IKeyClaim extends parley.v1.KeyClaim.$Properties {
        }

        /** Represents a KeyClaim. */
        class KeyClaim {

            /**
             * Constructs a new KeyClaim.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.KeyClaim.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KeyClaim account. */
            account: Uint8Array;

            /** KeyClaim device. */
            device: number;

            /**
             * Encodes the specified KeyClaim message. Does not implicitly {@link parley.v1.KeyClaim.verify|verify} messages.
             * @param message KeyClaim message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.KeyClaim.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeyClaim message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.KeyClaim & parley.v1.KeyClaim.$Shape} KeyClaim
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.KeyClaim & parley.v1.KeyClaim.$Shape;
        }

        namespace KeyClaim {

            /** Properties of a KeyClaim. */
            interface $Properties {

                /** KeyClaim account */
                account?: (Uint8Array|null);

                /** KeyClaim device */
                device?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeyClaim. */
            type $Shape = parley.v1.KeyClaim.$Properties;
        }

        /**
         * Properties of a KeyClaimResponse.
         * @deprecated Use parley.v1.KeyClaimResponse.$Properties instead.
         */
        interface IKeyClaimResponse extends parley.v1.KeyClaimResponse.$Properties {
        }

        /** Represents a KeyClaimResponse. */
        class KeyClaimResponse {

            /**
             * Constructs a new KeyClaimResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.KeyClaimResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KeyClaimResponse bundles. */
            bundles: parley.v1.KeyBundle.$Properties[];

            /**
             * Encodes the specified KeyClaimResponse message. Does not implicitly {@link parley.v1.KeyClaimResponse.verify|verify} messages.
             * @param message KeyClaimResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.KeyClaimResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeyClaimResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.KeyClaimResponse & parley.v1.KeyClaimResponse.$Shape} KeyClaimResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.KeyClaimResponse & parley.v1.KeyClaimResponse.$Shape;
        }

        namespace KeyClaimResponse {

            /** Properties of a KeyClaimResponse. */
            interface $Properties {

                /** KeyClaimResponse bundles */
                bundles?: (parley.v1.KeyBundle.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeyClaimResponse. */
            type $Shape = parley.v1.KeyClaimResponse.$Properties;
        }

        /**
         * Properties of a KeyBundle.
         * @deprecated Use parley.v1.KeyBundle.$Properties instead.
         */
        interface IKeyBundle extends parley.v1.KeyBundle.$Properties {
        }

        /** Represents a KeyBundle. */
        class KeyBundle {

            /**
             * Constructs a new KeyBundle.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.KeyBundle.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KeyBundle account. */
            account: Uint8Array;

            /** KeyBundle device. */
            device: number;

            /** KeyBundle unavailable. */
            unavailable: boolean;

            /** KeyBundle signedPrekey. */
            signedPrekey?: (parley.v1.SignedPreKey.$Properties|null);

            /** KeyBundle kyberPrekey. */
            kyberPrekey?: (parley.v1.KyberPreKey.$Properties|null);

            /** KeyBundle oneTimePrekey. */
            oneTimePrekey?: (parley.v1.OneTimePreKey.$Properties|null);

            /**
             * Encodes the specified KeyBundle message. Does not implicitly {@link parley.v1.KeyBundle.verify|verify} messages.
             * @param message KeyBundle message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.KeyBundle.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeyBundle message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.KeyBundle & parley.v1.KeyBundle.$Shape} KeyBundle
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.KeyBundle & parley.v1.KeyBundle.$Shape;
        }

        namespace KeyBundle {

            /** Properties of a KeyBundle. */
            interface $Properties {

                /** KeyBundle account */
                account?: (Uint8Array|null);

                /** KeyBundle device */
                device?: (number|null);

                /** KeyBundle unavailable */
                unavailable?: (boolean|null);

                /** KeyBundle signedPrekey */
                signedPrekey?: (parley.v1.SignedPreKey.$Properties|null);

                /** KeyBundle kyberPrekey */
                kyberPrekey?: (parley.v1.KyberPreKey.$Properties|null);

                /** KeyBundle oneTimePrekey */
                oneTimePrekey?: (parley.v1.OneTimePreKey.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeyBundle. */
            type $Shape = parley.v1.KeyBundle.$Properties;
        }

        /**
         * Properties of a MessagePage.
         * @deprecated Use parley.v1.MessagePage.$Properties instead.
         */
        interface IMessagePage extends parley.v1.MessagePage.$Properties {
        }

        /** Represents a MessagePage. */
        class MessagePage {

            /**
             * Constructs a new MessagePage.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.MessagePage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MessagePage inboxEpoch. */
            inboxEpoch: number;

            /** MessagePage messages. */
            messages: parley.v1.QueuedMessage.$Properties[];

            /** MessagePage more. */
            more: boolean;

            /**
             * Encodes the specified MessagePage message. Does not implicitly {@link parley.v1.MessagePage.verify|verify} messages.
             * @param message MessagePage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.MessagePage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MessagePage message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.MessagePage & parley.v1.MessagePage.$Shape} MessagePage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.MessagePage & parley.v1.MessagePage.$Shape;
        }

        namespace MessagePage {

            /** Properties of a MessagePage. */
            interface $Properties {

                /** MessagePage inboxEpoch */
                inboxEpoch?: (number|null);

                /** MessagePage messages */
                messages?: (parley.v1.QueuedMessage.$Properties[]|null);

                /** MessagePage more */
                more?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MessagePage. */
            type $Shape = parley.v1.MessagePage.$Properties;
        }

        /**
         * Properties of a QueuedMessage.
         * @deprecated Use parley.v1.QueuedMessage.$Properties instead.
         */
        interface IQueuedMessage extends parley.v1.QueuedMessage.$Properties {
        }

        /** Represents a QueuedMessage. */
        class QueuedMessage {

            /**
             * Constructs a new QueuedMessage.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.QueuedMessage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** QueuedMessage seq. */
            seq: number;

            /** QueuedMessage envelope. */
            envelope: Uint8Array;

            /**
             * Encodes the specified QueuedMessage message. Does not implicitly {@link parley.v1.QueuedMessage.verify|verify} messages.
             * @param message QueuedMessage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.QueuedMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a QueuedMessage message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.QueuedMessage & parley.v1.QueuedMessage.$Shape} QueuedMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.QueuedMessage & parley.v1.QueuedMessage.$Shape;
        }

        namespace QueuedMessage {

            /** Properties of a QueuedMessage. */
            interface $Properties {

                /** QueuedMessage seq */
                seq?: (number|null);

                /** QueuedMessage envelope */
                envelope?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a QueuedMessage. */
            type $Shape = parley.v1.QueuedMessage.$Properties;
        }
    }
}
export import wire = parley.v1;
