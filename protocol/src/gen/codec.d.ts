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

            /** Content senderKey. */
            senderKey?: (parley.v1.SenderKey.$Properties|null);

            /** Content act. */
            act?: (parley.v1.Act.$Properties|null);

            /** Content ownSync. */
            ownSync?: (parley.v1.OwnSync.$Properties|null);

            /** Content timer. */
            timer?: (parley.v1.ChatTimer.$Properties|null);

            /** Content privacyChanged. */
            privacyChanged?: (parley.v1.PrivacyChanged.$Properties|null);

            /** Content group. */
            group?: (parley.v1.GroupHead.$Properties|null);

            /** Content profileKey. */
            profileKey?: (parley.v1.ProfileKey.$Properties|null);

            /** Content introductions. */
            introductions: parley.v1.Introduction.$Properties[];

            /** Content body. */
            body?: ("text"|"read"|"sentCopy"|"readCopy"|"resendRequest"|"senderKey"|"act"|"ownSync"|"timer"|"privacyChanged");

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

                /** Content senderKey */
                senderKey?: (parley.v1.SenderKey.$Properties|null);

                /** Content act */
                act?: (parley.v1.Act.$Properties|null);

                /** Content ownSync */
                ownSync?: (parley.v1.OwnSync.$Properties|null);

                /** Content timer */
                timer?: (parley.v1.ChatTimer.$Properties|null);

                /** Content privacyChanged */
                privacyChanged?: (parley.v1.PrivacyChanged.$Properties|null);

                /** Content group */
                group?: (parley.v1.GroupHead.$Properties|null);

                /** Content profileKey */
                profileKey?: (parley.v1.ProfileKey.$Properties|null);

                /** Content introductions */
                introductions?: (parley.v1.Introduction.$Properties[]|null);

                /** Content body */
                body?: ("text"|"read"|"sentCopy"|"readCopy"|"resendRequest"|"senderKey"|"act"|"ownSync"|"timer"|"privacyChanged");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Content. */
            type $Shape = {
              senderList?: parley.v1.ListState.$Shape|null;
              recipientList?: parley.v1.ListState.$Shape|null;
              replaces?: Uint8Array|null;
              text?: parley.v1.Text.$Shape|null;
              read?: parley.v1.ReadReceipt.$Shape|null;
              sentCopy?: parley.v1.SentCopy.$Shape|null;
              readCopy?: parley.v1.ReadCopy.$Shape|null;
              resendRequest?: parley.v1.ResendRequest.$Shape|null;
              senderKey?: parley.v1.SenderKey.$Shape|null;
              act?: parley.v1.Act.$Shape|null;
              ownSync?: parley.v1.OwnSync.$Shape|null;
              timer?: parley.v1.ChatTimer.$Shape|null;
              privacyChanged?: parley.v1.PrivacyChanged.$Shape|null;
              group?: parley.v1.GroupHead.$Shape|null;
              profileKey?: parley.v1.ProfileKey.$Shape|null;
              introductions?: parley.v1.Introduction.$Shape[]|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; text?: null; read?: null; sentCopy?: null; readCopy?: null; resendRequest?: null; senderKey?: null; act?: null; ownSync?: null; timer?: null; privacyChanged?: null }|{ body?: "text"; text: parley.v1.Text.$Shape; read?: null; sentCopy?: null; readCopy?: null; resendRequest?: null; senderKey?: null; act?: null; ownSync?: null; timer?: null; privacyChanged?: null }|{ body?: "read"; text?: null; read: parley.v1.ReadReceipt.$Shape; sentCopy?: null; readCopy?: null; resendRequest?: null; senderKey?: null; act?: null; ownSync?: null; timer?: null; privacyChanged?: null }|{ body?: "sentCopy"; text?: null; read?: null; sentCopy: parley.v1.SentCopy.$Shape; readCopy?: null; resendRequest?: null; senderKey?: null; act?: null; ownSync?: null; timer?: null; privacyChanged?: null }|{ body?: "readCopy"; text?: null; read?: null; sentCopy?: null; readCopy: parley.v1.ReadCopy.$Shape; resendRequest?: null; senderKey?: null; act?: null; ownSync?: null; timer?: null; privacyChanged?: null }|{ body?: "resendRequest"; text?: null; read?: null; sentCopy?: null; readCopy?: null; resendRequest: parley.v1.ResendRequest.$Shape; senderKey?: null; act?: null; ownSync?: null; timer?: null; privacyChanged?: null }|{ body?: "senderKey"; text?: null; read?: null; sentCopy?: null; readCopy?: null; resendRequest?: null; senderKey: parley.v1.SenderKey.$Shape; act?: null; ownSync?: null; timer?: null; privacyChanged?: null }|{ body?: "act"; text?: null; read?: null; sentCopy?: null; readCopy?: null; resendRequest?: null; senderKey?: null; act: parley.v1.Act.$Shape; ownSync?: null; timer?: null; privacyChanged?: null }|{ body?: "ownSync"; text?: null; read?: null; sentCopy?: null; readCopy?: null; resendRequest?: null; senderKey?: null; act?: null; ownSync: parley.v1.OwnSync.$Shape; timer?: null; privacyChanged?: null }|{ body?: "timer"; text?: null; read?: null; sentCopy?: null; readCopy?: null; resendRequest?: null; senderKey?: null; act?: null; ownSync?: null; timer: parley.v1.ChatTimer.$Shape; privacyChanged?: null }|{ body?: "privacyChanged"; text?: null; read?: null; sentCopy?: null; readCopy?: null; resendRequest?: null; senderKey?: null; act?: null; ownSync?: null; timer?: null; privacyChanged: parley.v1.PrivacyChanged.$Shape })
            );
        }

        /**
         * Properties of an Introduction.
         * @deprecated Use parley.v1.Introduction.$Properties instead.
         */
        interface IIntroduction extends parley.v1.Introduction.$Properties {
        }

        /** Represents an Introduction. */
        class Introduction {

            /**
             * Constructs a new Introduction.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Introduction.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Introduction account. */
            account: Uint8Array;

            /** Introduction key. */
            key: Uint8Array;

            /**
             * Encodes the specified Introduction message. Does not implicitly {@link parley.v1.Introduction.verify|verify} messages.
             * @param message Introduction message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Introduction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Introduction message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Introduction & parley.v1.Introduction.$Shape} Introduction
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Introduction & parley.v1.Introduction.$Shape;
        }

        namespace Introduction {

            /** Properties of an Introduction. */
            interface $Properties {

                /** Introduction account */
                account?: (Uint8Array|null);

                /** Introduction key */
                key?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Introduction. */
            type $Shape = parley.v1.Introduction.$Properties;
        }

        /**
         * Properties of a ProfileKey.
         * @deprecated Use parley.v1.ProfileKey.$Properties instead.
         */
        interface IProfileKey extends parley.v1.ProfileKey.$Properties {
        }

        /** Represents a ProfileKey. */
        class ProfileKey {

            /**
             * Constructs a new ProfileKey.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ProfileKey.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProfileKey key. */
            key: Uint8Array;

            /** ProfileKey contactKey. */
            contactKey: Uint8Array;

            /** ProfileKey version. */
            version: number;

            /** ProfileKey name. */
            name: string;

            /**
             * Encodes the specified ProfileKey message. Does not implicitly {@link parley.v1.ProfileKey.verify|verify} messages.
             * @param message ProfileKey message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ProfileKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProfileKey message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ProfileKey & parley.v1.ProfileKey.$Shape} ProfileKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ProfileKey & parley.v1.ProfileKey.$Shape;
        }

        namespace ProfileKey {

            /** Properties of a ProfileKey. */
            interface $Properties {

                /** ProfileKey key */
                key?: (Uint8Array|null);

                /** ProfileKey contactKey */
                contactKey?: (Uint8Array|null);

                /** ProfileKey version */
                version?: (number|null);

                /** ProfileKey name */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProfileKey. */
            type $Shape = parley.v1.ProfileKey.$Properties;
        }

        /**
         * Properties of a GroupHead.
         * @deprecated Use parley.v1.GroupHead.$Properties instead.
         */
        interface IGroupHead extends parley.v1.GroupHead.$Properties {
        }

        /** Represents a GroupHead. */
        class GroupHead {

            /**
             * Constructs a new GroupHead.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupHead.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupHead group. */
            group: Uint8Array;

            /** GroupHead version. */
            version: number;

            /** GroupHead hash. */
            hash: Uint8Array;

            /**
             * Encodes the specified GroupHead message. Does not implicitly {@link parley.v1.GroupHead.verify|verify} messages.
             * @param message GroupHead message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupHead.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupHead message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupHead & parley.v1.GroupHead.$Shape} GroupHead
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupHead & parley.v1.GroupHead.$Shape;
        }

        namespace GroupHead {

            /** Properties of a GroupHead. */
            interface $Properties {

                /** GroupHead group */
                group?: (Uint8Array|null);

                /** GroupHead version */
                version?: (number|null);

                /** GroupHead hash */
                hash?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupHead. */
            type $Shape = parley.v1.GroupHead.$Properties;
        }

        /**
         * Properties of a SenderKey.
         * @deprecated Use parley.v1.SenderKey.$Properties instead.
         */
        interface ISenderKey extends parley.v1.SenderKey.$Properties {
        }

        /** Represents a SenderKey. */
        class SenderKey {

            /**
             * Constructs a new SenderKey.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.SenderKey.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SenderKey distribution. */
            distribution: Uint8Array;

            /**
             * Encodes the specified SenderKey message. Does not implicitly {@link parley.v1.SenderKey.verify|verify} messages.
             * @param message SenderKey message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.SenderKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SenderKey message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.SenderKey & parley.v1.SenderKey.$Shape} SenderKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.SenderKey & parley.v1.SenderKey.$Shape;
        }

        namespace SenderKey {

            /** Properties of a SenderKey. */
            interface $Properties {

                /** SenderKey distribution */
                distribution?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SenderKey. */
            type $Shape = parley.v1.SenderKey.$Properties;
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

            /** Text mentions. */
            mentions: parley.v1.Mention.$Properties[];

            /** Text timerS. */
            timerS: number;

            /** Text forwarded. */
            forwarded: boolean;

            /** Text viewOnce. */
            viewOnce: boolean;

            /** Text forwards. */
            forwards: number;

            /** Text preview. */
            preview?: (parley.v1.LinkPreview.$Properties|null);

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

                /** Text mentions */
                mentions?: (parley.v1.Mention.$Properties[]|null);

                /** Text timerS */
                timerS?: (number|null);

                /** Text forwarded */
                forwarded?: (boolean|null);

                /** Text viewOnce */
                viewOnce?: (boolean|null);

                /** Text forwards */
                forwards?: (number|null);

                /** Text preview */
                preview?: (parley.v1.LinkPreview.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Text. */
            type $Shape = parley.v1.Text.$Properties;
        }

        /**
         * Properties of a Mention.
         * @deprecated Use parley.v1.Mention.$Properties instead.
         */
        interface IMention extends parley.v1.Mention.$Properties {
        }

        /** Represents a Mention. */
        class Mention {

            /**
             * Constructs a new Mention.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Mention.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Mention account. */
            account: Uint8Array;

            /** Mention start. */
            start: number;

            /** Mention length. */
            length: number;

            /**
             * Encodes the specified Mention message. Does not implicitly {@link parley.v1.Mention.verify|verify} messages.
             * @param message Mention message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Mention.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Mention message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Mention & parley.v1.Mention.$Shape} Mention
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Mention & parley.v1.Mention.$Shape;
        }

        namespace Mention {

            /** Properties of a Mention. */
            interface $Properties {

                /** Mention account */
                account?: (Uint8Array|null);

                /** Mention start */
                start?: (number|null);

                /** Mention length */
                length?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Mention. */
            type $Shape = parley.v1.Mention.$Properties;
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
         * Properties of a LinkPreview.
         * @deprecated Use parley.v1.LinkPreview.$Properties instead.
         */
        interface ILinkPreview extends parley.v1.LinkPreview.$Properties {
        }

        /** Represents a LinkPreview. */
        class LinkPreview {

            /**
             * Constructs a new LinkPreview.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.LinkPreview.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LinkPreview url. */
            url: string;

            /** LinkPreview title. */
            title: string;

            /** LinkPreview description. */
            description: string;

            /** LinkPreview image. */
            image: Uint8Array;

            /**
             * Encodes the specified LinkPreview message. Does not implicitly {@link parley.v1.LinkPreview.verify|verify} messages.
             * @param message LinkPreview message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.LinkPreview.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LinkPreview message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.LinkPreview & parley.v1.LinkPreview.$Shape} LinkPreview
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.LinkPreview & parley.v1.LinkPreview.$Shape;
        }

        namespace LinkPreview {

            /** Properties of a LinkPreview. */
            interface $Properties {

                /** LinkPreview url */
                url?: (string|null);

                /** LinkPreview title */
                title?: (string|null);

                /** LinkPreview description */
                description?: (string|null);

                /** LinkPreview image */
                image?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LinkPreview. */
            type $Shape = parley.v1.LinkPreview.$Properties;
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
         * Properties of an Act.
         * @deprecated Use parley.v1.Act.$Properties instead.
         */
        interface IAct extends parley.v1.Act.$Properties {
        }

        /** Represents an Act. */
        class Act {

            /**
             * Constructs a new Act.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Act.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Act author. */
            author: Uint8Array;

            /** Act id. */
            id: Uint8Array;

            /** Act reaction. */
            reaction?: (parley.v1.Reaction.$Properties|null);

            /** Act edit. */
            edit?: (parley.v1.Edit.$Properties|null);

            /** Act deletion. */
            deletion?: (parley.v1.Deletion.$Properties|null);

            /** Act viewed. */
            viewed?: (parley.v1.Viewed.$Properties|null);

            /** Act pin. */
            pin?: (parley.v1.Pin.$Properties|null);

            /** Act kind. */
            kind?: ("reaction"|"edit"|"deletion"|"viewed"|"pin");

            /**
             * Encodes the specified Act message. Does not implicitly {@link parley.v1.Act.verify|verify} messages.
             * @param message Act message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Act.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Act message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Act & parley.v1.Act.$Shape} Act
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Act & parley.v1.Act.$Shape;
        }

        namespace Act {

            /** Properties of an Act. */
            interface $Properties {

                /** Act author */
                author?: (Uint8Array|null);

                /** Act id */
                id?: (Uint8Array|null);

                /** Act reaction */
                reaction?: (parley.v1.Reaction.$Properties|null);

                /** Act edit */
                edit?: (parley.v1.Edit.$Properties|null);

                /** Act deletion */
                deletion?: (parley.v1.Deletion.$Properties|null);

                /** Act viewed */
                viewed?: (parley.v1.Viewed.$Properties|null);

                /** Act pin */
                pin?: (parley.v1.Pin.$Properties|null);

                /** Act kind */
                kind?: ("reaction"|"edit"|"deletion"|"viewed"|"pin");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an Act. */
            type $Shape = {
              author?: Uint8Array|null;
              id?: Uint8Array|null;
              reaction?: parley.v1.Reaction.$Shape|null;
              edit?: parley.v1.Edit.$Shape|null;
              deletion?: parley.v1.Deletion.$Shape|null;
              viewed?: parley.v1.Viewed.$Shape|null;
              pin?: parley.v1.Pin.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; reaction?: null; edit?: null; deletion?: null; viewed?: null; pin?: null }|{ kind?: "reaction"; reaction: parley.v1.Reaction.$Shape; edit?: null; deletion?: null; viewed?: null; pin?: null }|{ kind?: "edit"; reaction?: null; edit: parley.v1.Edit.$Shape; deletion?: null; viewed?: null; pin?: null }|{ kind?: "deletion"; reaction?: null; edit?: null; deletion: parley.v1.Deletion.$Shape; viewed?: null; pin?: null }|{ kind?: "viewed"; reaction?: null; edit?: null; deletion?: null; viewed: parley.v1.Viewed.$Shape; pin?: null }|{ kind?: "pin"; reaction?: null; edit?: null; deletion?: null; viewed?: null; pin: parley.v1.Pin.$Shape })
            );
        }

        /**
         * Properties of a Viewed.
         * @deprecated Use parley.v1.Viewed.$Properties instead.
         */
        interface IViewed extends parley.v1.Viewed.$Properties {
        }

        /** Represents a Viewed. */
        class Viewed {

            /**
             * Constructs a new Viewed.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Viewed.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified Viewed message. Does not implicitly {@link parley.v1.Viewed.verify|verify} messages.
             * @param message Viewed message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Viewed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Viewed message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Viewed & parley.v1.Viewed.$Shape} Viewed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Viewed & parley.v1.Viewed.$Shape;
        }

        namespace Viewed {

            /** Properties of a Viewed. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Viewed. */
            type $Shape = parley.v1.Viewed.$Properties;
        }

        /**
         * Properties of a Pin.
         * @deprecated Use parley.v1.Pin.$Properties instead.
         */
        interface IPin extends parley.v1.Pin.$Properties {
        }

        /** Represents a Pin. */
        class Pin {

            /**
             * Constructs a new Pin.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Pin.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Pin on. */
            on: boolean;

            /**
             * Encodes the specified Pin message. Does not implicitly {@link parley.v1.Pin.verify|verify} messages.
             * @param message Pin message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Pin.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Pin message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Pin & parley.v1.Pin.$Shape} Pin
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Pin & parley.v1.Pin.$Shape;
        }

        namespace Pin {

            /** Properties of a Pin. */
            interface $Properties {

                /** Pin on */
                on?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Pin. */
            type $Shape = parley.v1.Pin.$Properties;
        }

        /**
         * Properties of a Reaction.
         * @deprecated Use parley.v1.Reaction.$Properties instead.
         */
        interface IReaction extends parley.v1.Reaction.$Properties {
        }

        /** Represents a Reaction. */
        class Reaction {

            /**
             * Constructs a new Reaction.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Reaction.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Reaction emoji. */
            emoji: string;

            /**
             * Encodes the specified Reaction message. Does not implicitly {@link parley.v1.Reaction.verify|verify} messages.
             * @param message Reaction message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Reaction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Reaction message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Reaction & parley.v1.Reaction.$Shape} Reaction
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Reaction & parley.v1.Reaction.$Shape;
        }

        namespace Reaction {

            /** Properties of a Reaction. */
            interface $Properties {

                /** Reaction emoji */
                emoji?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Reaction. */
            type $Shape = parley.v1.Reaction.$Properties;
        }

        /**
         * Properties of an Edit.
         * @deprecated Use parley.v1.Edit.$Properties instead.
         */
        interface IEdit extends parley.v1.Edit.$Properties {
        }

        /** Represents an Edit. */
        class Edit {

            /**
             * Constructs a new Edit.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Edit.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Edit body. */
            body: string;

            /** Edit mentions. */
            mentions: parley.v1.Mention.$Properties[];

            /**
             * Encodes the specified Edit message. Does not implicitly {@link parley.v1.Edit.verify|verify} messages.
             * @param message Edit message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Edit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Edit message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Edit & parley.v1.Edit.$Shape} Edit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Edit & parley.v1.Edit.$Shape;
        }

        namespace Edit {

            /** Properties of an Edit. */
            interface $Properties {

                /** Edit body */
                body?: (string|null);

                /** Edit mentions */
                mentions?: (parley.v1.Mention.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Edit. */
            type $Shape = parley.v1.Edit.$Properties;
        }

        /**
         * Properties of a Deletion.
         * @deprecated Use parley.v1.Deletion.$Properties instead.
         */
        interface IDeletion extends parley.v1.Deletion.$Properties {
        }

        /** Represents a Deletion. */
        class Deletion {

            /**
             * Constructs a new Deletion.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Deletion.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified Deletion message. Does not implicitly {@link parley.v1.Deletion.verify|verify} messages.
             * @param message Deletion message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Deletion.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Deletion message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Deletion & parley.v1.Deletion.$Shape} Deletion
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Deletion & parley.v1.Deletion.$Shape;
        }

        namespace Deletion {

            /** Properties of a Deletion. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Deletion. */
            type $Shape = parley.v1.Deletion.$Properties;
        }

        /**
         * Properties of a ChatTimer.
         * @deprecated Use parley.v1.ChatTimer.$Properties instead.
         */
        interface IChatTimer extends parley.v1.ChatTimer.$Properties {
        }

        /** Represents a ChatTimer. */
        class ChatTimer {

            /**
             * Constructs a new ChatTimer.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ChatTimer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ChatTimer seconds. */
            seconds: number;

            /**
             * Encodes the specified ChatTimer message. Does not implicitly {@link parley.v1.ChatTimer.verify|verify} messages.
             * @param message ChatTimer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ChatTimer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChatTimer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ChatTimer & parley.v1.ChatTimer.$Shape} ChatTimer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ChatTimer & parley.v1.ChatTimer.$Shape;
        }

        namespace ChatTimer {

            /** Properties of a ChatTimer. */
            interface $Properties {

                /** ChatTimer seconds */
                seconds?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ChatTimer. */
            type $Shape = parley.v1.ChatTimer.$Properties;
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

            /** ReadReceipt upTo. */
            upTo: number;

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

                /** ReadReceipt upTo */
                upTo?: (number|null);

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

            /** SentCopy act. */
            act?: (parley.v1.Act.$Properties|null);

            /** SentCopy timer. */
            timer?: (parley.v1.ChatTimer.$Properties|null);

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

                /** SentCopy act */
                act?: (parley.v1.Act.$Properties|null);

                /** SentCopy timer */
                timer?: (parley.v1.ChatTimer.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SentCopy. */
            type $Shape = {
              to?: Uint8Array|null;
              text?: parley.v1.Text.$Shape|null;
              act?: parley.v1.Act.$Shape|null;
              timer?: parley.v1.ChatTimer.$Shape|null;
              $unknowns?: Uint8Array[];
            };
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
         * Properties of a PrivacyChanged.
         * @deprecated Use parley.v1.PrivacyChanged.$Properties instead.
         */
        interface IPrivacyChanged extends parley.v1.PrivacyChanged.$Properties {
        }

        /** Represents a PrivacyChanged. */
        class PrivacyChanged {

            /**
             * Constructs a new PrivacyChanged.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.PrivacyChanged.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PrivacyChanged version. */
            version: number;

            /**
             * Encodes the specified PrivacyChanged message. Does not implicitly {@link parley.v1.PrivacyChanged.verify|verify} messages.
             * @param message PrivacyChanged message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.PrivacyChanged.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PrivacyChanged message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.PrivacyChanged & parley.v1.PrivacyChanged.$Shape} PrivacyChanged
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.PrivacyChanged & parley.v1.PrivacyChanged.$Shape;
        }

        namespace PrivacyChanged {

            /** Properties of a PrivacyChanged. */
            interface $Properties {

                /** PrivacyChanged version */
                version?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PrivacyChanged. */
            type $Shape = parley.v1.PrivacyChanged.$Properties;
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
         * Properties of a ShownProfile.
         * @deprecated Use parley.v1.ShownProfile.$Properties instead.
         */
        interface IShownProfile extends parley.v1.ShownProfile.$Properties {
        }

        /** Represents a ShownProfile. */
        class ShownProfile {

            /**
             * Constructs a new ShownProfile.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ShownProfile.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ShownProfile name. */
            name: string;

            /** ShownProfile about. */
            about: string;

            /** ShownProfile avatar. */
            avatar: Uint8Array;

            /** ShownProfile forContacts. */
            forContacts: Uint8Array;

            /**
             * Encodes the specified ShownProfile message. Does not implicitly {@link parley.v1.ShownProfile.verify|verify} messages.
             * @param message ShownProfile message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ShownProfile.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ShownProfile message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ShownProfile & parley.v1.ShownProfile.$Shape} ShownProfile
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ShownProfile & parley.v1.ShownProfile.$Shape;
        }

        namespace ShownProfile {

            /** Properties of a ShownProfile. */
            interface $Properties {

                /** ShownProfile name */
                name?: (string|null);

                /** ShownProfile about */
                about?: (string|null);

                /** ShownProfile avatar */
                avatar?: (Uint8Array|null);

                /** ShownProfile forContacts */
                forContacts?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ShownProfile. */
            type $Shape = parley.v1.ShownProfile.$Properties;
        }

        /**
         * Properties of a ContactProfile.
         * @deprecated Use parley.v1.ContactProfile.$Properties instead.
         */
        interface IContactProfile extends parley.v1.ContactProfile.$Properties {
        }

        /** Represents a ContactProfile. */
        class ContactProfile {

            /**
             * Constructs a new ContactProfile.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ContactProfile.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ContactProfile about. */
            about: string;

            /** ContactProfile avatar. */
            avatar: Uint8Array;

            /**
             * Encodes the specified ContactProfile message. Does not implicitly {@link parley.v1.ContactProfile.verify|verify} messages.
             * @param message ContactProfile message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ContactProfile.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ContactProfile message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ContactProfile & parley.v1.ContactProfile.$Shape} ContactProfile
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ContactProfile & parley.v1.ContactProfile.$Shape;
        }

        namespace ContactProfile {

            /** Properties of a ContactProfile. */
            interface $Properties {

                /** ContactProfile about */
                about?: (string|null);

                /** ContactProfile avatar */
                avatar?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ContactProfile. */
            type $Shape = parley.v1.ContactProfile.$Properties;
        }

        /**
         * Properties of an OwnSync.
         * @deprecated Use parley.v1.OwnSync.$Properties instead.
         */
        interface IOwnSync extends parley.v1.OwnSync.$Properties {
        }

        /** Represents an OwnSync. */
        class OwnSync {

            /**
             * Constructs a new OwnSync.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.OwnSync.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OwnSync chat. */
            chat?: (parley.v1.ChatSettings.$Properties|null);

            /** OwnSync deleted. */
            deleted?: (parley.v1.OwnDeletion.$Properties|null);

            /** OwnSync star. */
            star?: (parley.v1.OwnStar.$Properties|null);

            /** OwnSync profile. */
            profile?: (parley.v1.OwnProfile.$Properties|null);

            /** OwnSync verified. */
            verified?: (parley.v1.ContactVerified.$Properties|null);

            /** OwnSync leaving. */
            leaving?: (parley.v1.DeviceLeaving.$Properties|null);

            /** OwnSync accountKey. */
            accountKey?: (parley.v1.AccountKeyOffer.$Properties|null);

            /** OwnSync accountKeyTaken. */
            accountKeyTaken?: (parley.v1.AccountKeyTaken.$Properties|null);

            /** OwnSync archive. */
            archive?: (parley.v1.ArchivePart.$Properties|null);

            /** OwnSync archiveWanted. */
            archiveWanted?: (parley.v1.ArchiveWanted.$Properties|null);

            /** OwnSync draft. */
            draft?: (parley.v1.WrittenDraft.$Properties|null);

            /** OwnSync kind. */
            kind?: ("chat"|"deleted"|"star"|"profile"|"verified"|"leaving"|"accountKey"|"accountKeyTaken"|"archive"|"archiveWanted"|"draft");

            /**
             * Encodes the specified OwnSync message. Does not implicitly {@link parley.v1.OwnSync.verify|verify} messages.
             * @param message OwnSync message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.OwnSync.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OwnSync message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.OwnSync & parley.v1.OwnSync.$Shape} OwnSync
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.OwnSync & parley.v1.OwnSync.$Shape;
        }

        namespace OwnSync {

            /** Properties of an OwnSync. */
            interface $Properties {

                /** OwnSync chat */
                chat?: (parley.v1.ChatSettings.$Properties|null);

                /** OwnSync deleted */
                deleted?: (parley.v1.OwnDeletion.$Properties|null);

                /** OwnSync star */
                star?: (parley.v1.OwnStar.$Properties|null);

                /** OwnSync profile */
                profile?: (parley.v1.OwnProfile.$Properties|null);

                /** OwnSync verified */
                verified?: (parley.v1.ContactVerified.$Properties|null);

                /** OwnSync leaving */
                leaving?: (parley.v1.DeviceLeaving.$Properties|null);

                /** OwnSync accountKey */
                accountKey?: (parley.v1.AccountKeyOffer.$Properties|null);

                /** OwnSync accountKeyTaken */
                accountKeyTaken?: (parley.v1.AccountKeyTaken.$Properties|null);

                /** OwnSync archive */
                archive?: (parley.v1.ArchivePart.$Properties|null);

                /** OwnSync archiveWanted */
                archiveWanted?: (parley.v1.ArchiveWanted.$Properties|null);

                /** OwnSync draft */
                draft?: (parley.v1.WrittenDraft.$Properties|null);

                /** OwnSync kind */
                kind?: ("chat"|"deleted"|"star"|"profile"|"verified"|"leaving"|"accountKey"|"accountKeyTaken"|"archive"|"archiveWanted"|"draft");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an OwnSync. */
            type $Shape = {
              chat?: parley.v1.ChatSettings.$Shape|null;
              deleted?: parley.v1.OwnDeletion.$Shape|null;
              star?: parley.v1.OwnStar.$Shape|null;
              profile?: parley.v1.OwnProfile.$Shape|null;
              verified?: parley.v1.ContactVerified.$Shape|null;
              leaving?: parley.v1.DeviceLeaving.$Shape|null;
              accountKey?: parley.v1.AccountKeyOffer.$Shape|null;
              accountKeyTaken?: parley.v1.AccountKeyTaken.$Shape|null;
              archive?: parley.v1.ArchivePart.$Shape|null;
              archiveWanted?: parley.v1.ArchiveWanted.$Shape|null;
              draft?: parley.v1.WrittenDraft.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; chat?: null; deleted?: null; star?: null; profile?: null; verified?: null; leaving?: null; accountKey?: null; accountKeyTaken?: null; archive?: null; archiveWanted?: null; draft?: null }|{ kind?: "chat"; chat: parley.v1.ChatSettings.$Shape; deleted?: null; star?: null; profile?: null; verified?: null; leaving?: null; accountKey?: null; accountKeyTaken?: null; archive?: null; archiveWanted?: null; draft?: null }|{ kind?: "deleted"; chat?: null; deleted: parley.v1.OwnDeletion.$Shape; star?: null; profile?: null; verified?: null; leaving?: null; accountKey?: null; accountKeyTaken?: null; archive?: null; archiveWanted?: null; draft?: null }|{ kind?: "star"; chat?: null; deleted?: null; star: parley.v1.OwnStar.$Shape; profile?: null; verified?: null; leaving?: null; accountKey?: null; accountKeyTaken?: null; archive?: null; archiveWanted?: null; draft?: null }|{ kind?: "profile"; chat?: null; deleted?: null; star?: null; profile: parley.v1.OwnProfile.$Shape; verified?: null; leaving?: null; accountKey?: null; accountKeyTaken?: null; archive?: null; archiveWanted?: null; draft?: null }|{ kind?: "verified"; chat?: null; deleted?: null; star?: null; profile?: null; verified: parley.v1.ContactVerified.$Shape; leaving?: null; accountKey?: null; accountKeyTaken?: null; archive?: null; archiveWanted?: null; draft?: null }|{ kind?: "leaving"; chat?: null; deleted?: null; star?: null; profile?: null; verified?: null; leaving: parley.v1.DeviceLeaving.$Shape; accountKey?: null; accountKeyTaken?: null; archive?: null; archiveWanted?: null; draft?: null }|{ kind?: "accountKey"; chat?: null; deleted?: null; star?: null; profile?: null; verified?: null; leaving?: null; accountKey: parley.v1.AccountKeyOffer.$Shape; accountKeyTaken?: null; archive?: null; archiveWanted?: null; draft?: null }|{ kind?: "accountKeyTaken"; chat?: null; deleted?: null; star?: null; profile?: null; verified?: null; leaving?: null; accountKey?: null; accountKeyTaken: parley.v1.AccountKeyTaken.$Shape; archive?: null; archiveWanted?: null; draft?: null }|{ kind?: "archive"; chat?: null; deleted?: null; star?: null; profile?: null; verified?: null; leaving?: null; accountKey?: null; accountKeyTaken?: null; archive: parley.v1.ArchivePart.$Shape; archiveWanted?: null; draft?: null }|{ kind?: "archiveWanted"; chat?: null; deleted?: null; star?: null; profile?: null; verified?: null; leaving?: null; accountKey?: null; accountKeyTaken?: null; archive?: null; archiveWanted: parley.v1.ArchiveWanted.$Shape; draft?: null }|{ kind?: "draft"; chat?: null; deleted?: null; star?: null; profile?: null; verified?: null; leaving?: null; accountKey?: null; accountKeyTaken?: null; archive?: null; archiveWanted?: null; draft: parley.v1.WrittenDraft.$Shape })
            );
        }

        /**
         * Properties of a ChatSettings.
         * @deprecated Use parley.v1.ChatSettings.$Properties instead.
         */
        interface IChatSettings extends parley.v1.ChatSettings.$Properties {
        }

        /** Represents a ChatSettings. */
        class ChatSettings {

            /**
             * Constructs a new ChatSettings.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ChatSettings.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ChatSettings chat. */
            chat: string;

            /** ChatSettings at. */
            at: number;

            /** ChatSettings archived. */
            archived: boolean;

            /** ChatSettings markedUnread. */
            markedUnread: boolean;

            /** ChatSettings pinnedAt. */
            pinnedAt: number;

            /** ChatSettings mutedUntil. */
            mutedUntil: number;

            /**
             * Encodes the specified ChatSettings message. Does not implicitly {@link parley.v1.ChatSettings.verify|verify} messages.
             * @param message ChatSettings message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ChatSettings.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChatSettings message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ChatSettings & parley.v1.ChatSettings.$Shape} ChatSettings
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ChatSettings & parley.v1.ChatSettings.$Shape;
        }

        namespace ChatSettings {

            /** Properties of a ChatSettings. */
            interface $Properties {

                /** ChatSettings chat */
                chat?: (string|null);

                /** ChatSettings at */
                at?: (number|null);

                /** ChatSettings archived */
                archived?: (boolean|null);

                /** ChatSettings markedUnread */
                markedUnread?: (boolean|null);

                /** ChatSettings pinnedAt */
                pinnedAt?: (number|null);

                /** ChatSettings mutedUntil */
                mutedUntil?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ChatSettings. */
            type $Shape = parley.v1.ChatSettings.$Properties;
        }

        /**
         * Properties of a WrittenDraft.
         * @deprecated Use parley.v1.WrittenDraft.$Properties instead.
         */
        interface IWrittenDraft extends parley.v1.WrittenDraft.$Properties {
        }

        /** Represents a WrittenDraft. */
        class WrittenDraft {

            /**
             * Constructs a new WrittenDraft.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.WrittenDraft.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WrittenDraft chat. */
            chat: string;

            /** WrittenDraft at. */
            at: number;

            /** WrittenDraft text. */
            text: string;

            /**
             * Encodes the specified WrittenDraft message. Does not implicitly {@link parley.v1.WrittenDraft.verify|verify} messages.
             * @param message WrittenDraft message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.WrittenDraft.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WrittenDraft message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.WrittenDraft & parley.v1.WrittenDraft.$Shape} WrittenDraft
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.WrittenDraft & parley.v1.WrittenDraft.$Shape;
        }

        namespace WrittenDraft {

            /** Properties of a WrittenDraft. */
            interface $Properties {

                /** WrittenDraft chat */
                chat?: (string|null);

                /** WrittenDraft at */
                at?: (number|null);

                /** WrittenDraft text */
                text?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WrittenDraft. */
            type $Shape = parley.v1.WrittenDraft.$Properties;
        }

        /**
         * Properties of an OwnDeletion.
         * @deprecated Use parley.v1.OwnDeletion.$Properties instead.
         */
        interface IOwnDeletion extends parley.v1.OwnDeletion.$Properties {
        }

        /** Represents an OwnDeletion. */
        class OwnDeletion {

            /**
             * Constructs a new OwnDeletion.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.OwnDeletion.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OwnDeletion chat. */
            chat: string;

            /** OwnDeletion messages. */
            messages: parley.v1.MessageName.$Properties[];

            /** OwnDeletion wholeChatUpTo. */
            wholeChatUpTo: number;

            /**
             * Encodes the specified OwnDeletion message. Does not implicitly {@link parley.v1.OwnDeletion.verify|verify} messages.
             * @param message OwnDeletion message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.OwnDeletion.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OwnDeletion message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.OwnDeletion & parley.v1.OwnDeletion.$Shape} OwnDeletion
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.OwnDeletion & parley.v1.OwnDeletion.$Shape;
        }

        namespace OwnDeletion {

            /** Properties of an OwnDeletion. */
            interface $Properties {

                /** OwnDeletion chat */
                chat?: (string|null);

                /** OwnDeletion messages */
                messages?: (parley.v1.MessageName.$Properties[]|null);

                /** OwnDeletion wholeChatUpTo */
                wholeChatUpTo?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OwnDeletion. */
            type $Shape = parley.v1.OwnDeletion.$Properties;
        }

        /**
         * Properties of a MessageName.
         * @deprecated Use parley.v1.MessageName.$Properties instead.
         */
        interface IMessageName extends parley.v1.MessageName.$Properties {
        }

        /** Represents a MessageName. */
        class MessageName {

            /**
             * Constructs a new MessageName.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.MessageName.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MessageName author. */
            author: Uint8Array;

            /** MessageName id. */
            id: Uint8Array;

            /**
             * Encodes the specified MessageName message. Does not implicitly {@link parley.v1.MessageName.verify|verify} messages.
             * @param message MessageName message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.MessageName.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MessageName message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.MessageName & parley.v1.MessageName.$Shape} MessageName
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.MessageName & parley.v1.MessageName.$Shape;
        }

        namespace MessageName {

            /** Properties of a MessageName. */
            interface $Properties {

                /** MessageName author */
                author?: (Uint8Array|null);

                /** MessageName id */
                id?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MessageName. */
            type $Shape = parley.v1.MessageName.$Properties;
        }

        /**
         * Properties of an OwnStar.
         * @deprecated Use parley.v1.OwnStar.$Properties instead.
         */
        interface IOwnStar extends parley.v1.OwnStar.$Properties {
        }

        /** Represents an OwnStar. */
        class OwnStar {

            /**
             * Constructs a new OwnStar.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.OwnStar.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OwnStar messages. */
            messages: parley.v1.MessageName.$Properties[];

            /** OwnStar starred. */
            starred: boolean;

            /** OwnStar at. */
            at: number;

            /**
             * Encodes the specified OwnStar message. Does not implicitly {@link parley.v1.OwnStar.verify|verify} messages.
             * @param message OwnStar message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.OwnStar.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OwnStar message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.OwnStar & parley.v1.OwnStar.$Shape} OwnStar
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.OwnStar & parley.v1.OwnStar.$Shape;
        }

        namespace OwnStar {

            /** Properties of an OwnStar. */
            interface $Properties {

                /** OwnStar messages */
                messages?: (parley.v1.MessageName.$Properties[]|null);

                /** OwnStar starred */
                starred?: (boolean|null);

                /** OwnStar at */
                at?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OwnStar. */
            type $Shape = parley.v1.OwnStar.$Properties;
        }

        /**
         * Properties of an OwnProfile.
         * @deprecated Use parley.v1.OwnProfile.$Properties instead.
         */
        interface IOwnProfile extends parley.v1.OwnProfile.$Properties {
        }

        /** Represents an OwnProfile. */
        class OwnProfile {

            /**
             * Constructs a new OwnProfile.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.OwnProfile.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OwnProfile name. */
            name: string;

            /** OwnProfile avatar. */
            avatar: Uint8Array;

            /** OwnProfile at. */
            at: number;

            /** OwnProfile about. */
            about: string;

            /** OwnProfile key. */
            key: Uint8Array;

            /** OwnProfile contactKey. */
            contactKey: Uint8Array;

            /** OwnProfile version. */
            version: number;

            /** OwnProfile aboutFor. */
            aboutFor: parley.v1.Audience;

            /** OwnProfile avatarFor. */
            avatarFor: parley.v1.Audience;

            /**
             * Encodes the specified OwnProfile message. Does not implicitly {@link parley.v1.OwnProfile.verify|verify} messages.
             * @param message OwnProfile message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.OwnProfile.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OwnProfile message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.OwnProfile & parley.v1.OwnProfile.$Shape} OwnProfile
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.OwnProfile & parley.v1.OwnProfile.$Shape;
        }

        namespace OwnProfile {

            /** Properties of an OwnProfile. */
            interface $Properties {

                /** OwnProfile name */
                name?: (string|null);

                /** OwnProfile avatar */
                avatar?: (Uint8Array|null);

                /** OwnProfile at */
                at?: (number|null);

                /** OwnProfile about */
                about?: (string|null);

                /** OwnProfile key */
                key?: (Uint8Array|null);

                /** OwnProfile contactKey */
                contactKey?: (Uint8Array|null);

                /** OwnProfile version */
                version?: (number|null);

                /** OwnProfile aboutFor */
                aboutFor?: (parley.v1.Audience|null);

                /** OwnProfile avatarFor */
                avatarFor?: (parley.v1.Audience|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OwnProfile. */
            type $Shape = parley.v1.OwnProfile.$Properties;
        }

        /** Audience enum. */
        enum Audience {

            /** AUDIENCE_UNSPECIFIED value */
            AUDIENCE_UNSPECIFIED = 0,

            /** AUDIENCE_EVERYONE value */
            AUDIENCE_EVERYONE = 1,

            /** AUDIENCE_CONTACTS value */
            AUDIENCE_CONTACTS = 2,

            /** AUDIENCE_NOBODY value */
            AUDIENCE_NOBODY = 3
        }

        /**
         * Properties of a ContactVerified.
         * @deprecated Use parley.v1.ContactVerified.$Properties instead.
         */
        interface IContactVerified extends parley.v1.ContactVerified.$Properties {
        }

        /** Represents a ContactVerified. */
        class ContactVerified {

            /**
             * Constructs a new ContactVerified.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ContactVerified.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ContactVerified account. */
            account: Uint8Array;

            /** ContactVerified accountKey. */
            accountKey: Uint8Array;

            /** ContactVerified at. */
            at: number;

            /**
             * Encodes the specified ContactVerified message. Does not implicitly {@link parley.v1.ContactVerified.verify|verify} messages.
             * @param message ContactVerified message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ContactVerified.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ContactVerified message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ContactVerified & parley.v1.ContactVerified.$Shape} ContactVerified
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ContactVerified & parley.v1.ContactVerified.$Shape;
        }

        namespace ContactVerified {

            /** Properties of a ContactVerified. */
            interface $Properties {

                /** ContactVerified account */
                account?: (Uint8Array|null);

                /** ContactVerified accountKey */
                accountKey?: (Uint8Array|null);

                /** ContactVerified at */
                at?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ContactVerified. */
            type $Shape = parley.v1.ContactVerified.$Properties;
        }

        /**
         * Properties of a DeviceLeaving.
         * @deprecated Use parley.v1.DeviceLeaving.$Properties instead.
         */
        interface IDeviceLeaving extends parley.v1.DeviceLeaving.$Properties {
        }

        /** Represents a DeviceLeaving. */
        class DeviceLeaving {

            /**
             * Constructs a new DeviceLeaving.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.DeviceLeaving.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified DeviceLeaving message. Does not implicitly {@link parley.v1.DeviceLeaving.verify|verify} messages.
             * @param message DeviceLeaving message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.DeviceLeaving.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeviceLeaving message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.DeviceLeaving & parley.v1.DeviceLeaving.$Shape} DeviceLeaving
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.DeviceLeaving & parley.v1.DeviceLeaving.$Shape;
        }

        namespace DeviceLeaving {

            /** Properties of a DeviceLeaving. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceLeaving. */
            type $Shape = parley.v1.DeviceLeaving.$Properties;
        }

        /**
         * Properties of an AccountKeyOffer.
         * @deprecated Use parley.v1.AccountKeyOffer.$Properties instead.
         */
        interface IAccountKeyOffer extends parley.v1.AccountKeyOffer.$Properties {
        }

        /** Represents an AccountKeyOffer. */
        class AccountKeyOffer {

            /**
             * Constructs a new AccountKeyOffer.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.AccountKeyOffer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AccountKeyOffer privateKey. */
            privateKey: Uint8Array;

            /**
             * Encodes the specified AccountKeyOffer message. Does not implicitly {@link parley.v1.AccountKeyOffer.verify|verify} messages.
             * @param message AccountKeyOffer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.AccountKeyOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AccountKeyOffer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.AccountKeyOffer & parley.v1.AccountKeyOffer.$Shape} AccountKeyOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.AccountKeyOffer & parley.v1.AccountKeyOffer.$Shape;
        }

        namespace AccountKeyOffer {

            /** Properties of an AccountKeyOffer. */
            interface $Properties {

                /** AccountKeyOffer privateKey */
                privateKey?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AccountKeyOffer. */
            type $Shape = parley.v1.AccountKeyOffer.$Properties;
        }

        /**
         * Properties of an AccountKeyTaken.
         * @deprecated Use parley.v1.AccountKeyTaken.$Properties instead.
         */
        interface IAccountKeyTaken extends parley.v1.AccountKeyTaken.$Properties {
        }

        /** Represents an AccountKeyTaken. */
        class AccountKeyTaken {

            /**
             * Constructs a new AccountKeyTaken.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.AccountKeyTaken.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AccountKeyTaken publicKey. */
            publicKey: Uint8Array;

            /**
             * Encodes the specified AccountKeyTaken message. Does not implicitly {@link parley.v1.AccountKeyTaken.verify|verify} messages.
             * @param message AccountKeyTaken message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.AccountKeyTaken.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AccountKeyTaken message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.AccountKeyTaken & parley.v1.AccountKeyTaken.$Shape} AccountKeyTaken
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.AccountKeyTaken & parley.v1.AccountKeyTaken.$Shape;
        }

        namespace AccountKeyTaken {

            /** Properties of an AccountKeyTaken. */
            interface $Properties {

                /** AccountKeyTaken publicKey */
                publicKey?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AccountKeyTaken. */
            type $Shape = parley.v1.AccountKeyTaken.$Properties;
        }

        /**
         * Properties of an ArchivePart.
         * @deprecated Use parley.v1.ArchivePart.$Properties instead.
         */
        interface IArchivePart extends parley.v1.ArchivePart.$Properties {
        }

        /** Represents an ArchivePart. */
        class ArchivePart {

            /**
             * Constructs a new ArchivePart.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ArchivePart.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ArchivePart file. */
            file?: (parley.v1.Attachment.$Properties|null);

            /** ArchivePart done. */
            done: number;

            /** ArchivePart total. */
            total: number;

            /** ArchivePart last. */
            last: boolean;

            /**
             * Encodes the specified ArchivePart message. Does not implicitly {@link parley.v1.ArchivePart.verify|verify} messages.
             * @param message ArchivePart message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ArchivePart.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ArchivePart message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ArchivePart & parley.v1.ArchivePart.$Shape} ArchivePart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ArchivePart & parley.v1.ArchivePart.$Shape;
        }

        namespace ArchivePart {

            /** Properties of an ArchivePart. */
            interface $Properties {

                /** ArchivePart file */
                file?: (parley.v1.Attachment.$Properties|null);

                /** ArchivePart done */
                done?: (number|null);

                /** ArchivePart total */
                total?: (number|null);

                /** ArchivePart last */
                last?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ArchivePart. */
            type $Shape = parley.v1.ArchivePart.$Properties;
        }

        /**
         * Properties of an ArchiveWanted.
         * @deprecated Use parley.v1.ArchiveWanted.$Properties instead.
         */
        interface IArchiveWanted extends parley.v1.ArchiveWanted.$Properties {
        }

        /** Represents an ArchiveWanted. */
        class ArchiveWanted {

            /**
             * Constructs a new ArchiveWanted.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.ArchiveWanted.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ArchiveWanted ofAnyone. */
            ofAnyone: boolean;

            /**
             * Encodes the specified ArchiveWanted message. Does not implicitly {@link parley.v1.ArchiveWanted.verify|verify} messages.
             * @param message ArchiveWanted message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.ArchiveWanted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ArchiveWanted message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.ArchiveWanted & parley.v1.ArchiveWanted.$Shape} ArchiveWanted
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.ArchiveWanted & parley.v1.ArchiveWanted.$Shape;
        }

        namespace ArchiveWanted {

            /** Properties of an ArchiveWanted. */
            interface $Properties {

                /** ArchiveWanted ofAnyone */
                ofAnyone?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ArchiveWanted. */
            type $Shape = parley.v1.ArchiveWanted.$Properties;
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

            /** Envelope groupMessage. */
            groupMessage?: (parley.v1.GroupCiphertext.$Properties|null);

            /** Envelope groupRoster. */
            groupRoster?: (parley.v1.GroupRosterEntry.$Properties|null);

            /** Envelope groupDelivered. */
            groupDelivered?: (parley.v1.GroupDelivered.$Properties|null);

            /** Envelope groupRequested. */
            groupRequested?: (parley.v1.GroupRequested.$Properties|null);

            /** Envelope body. */
            body?: ("message"|"delivered"|"missed"|"groupMessage"|"groupRoster"|"groupDelivered"|"groupRequested");

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

                /** Envelope groupMessage */
                groupMessage?: (parley.v1.GroupCiphertext.$Properties|null);

                /** Envelope groupRoster */
                groupRoster?: (parley.v1.GroupRosterEntry.$Properties|null);

                /** Envelope groupDelivered */
                groupDelivered?: (parley.v1.GroupDelivered.$Properties|null);

                /** Envelope groupRequested */
                groupRequested?: (parley.v1.GroupRequested.$Properties|null);

                /** Envelope body */
                body?: ("message"|"delivered"|"missed"|"groupMessage"|"groupRoster"|"groupDelivered"|"groupRequested");

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
              groupMessage?: parley.v1.GroupCiphertext.$Shape|null;
              groupRoster?: parley.v1.GroupRosterEntry.$Shape|null;
              groupDelivered?: parley.v1.GroupDelivered.$Shape|null;
              groupRequested?: parley.v1.GroupRequested.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; message?: null; delivered?: null; missed?: null; groupMessage?: null; groupRoster?: null; groupDelivered?: null; groupRequested?: null }|{ body?: "message"; message: parley.v1.Ciphertext.$Shape; delivered?: null; missed?: null; groupMessage?: null; groupRoster?: null; groupDelivered?: null; groupRequested?: null }|{ body?: "delivered"; message?: null; delivered: parley.v1.DeliveredReceipt.$Shape; missed?: null; groupMessage?: null; groupRoster?: null; groupDelivered?: null; groupRequested?: null }|{ body?: "missed"; message?: null; delivered?: null; missed: parley.v1.Missed.$Shape; groupMessage?: null; groupRoster?: null; groupDelivered?: null; groupRequested?: null }|{ body?: "groupMessage"; message?: null; delivered?: null; missed?: null; groupMessage: parley.v1.GroupCiphertext.$Shape; groupRoster?: null; groupDelivered?: null; groupRequested?: null }|{ body?: "groupRoster"; message?: null; delivered?: null; missed?: null; groupMessage?: null; groupRoster: parley.v1.GroupRosterEntry.$Shape; groupDelivered?: null; groupRequested?: null }|{ body?: "groupDelivered"; message?: null; delivered?: null; missed?: null; groupMessage?: null; groupRoster?: null; groupDelivered: parley.v1.GroupDelivered.$Shape; groupRequested?: null }|{ body?: "groupRequested"; message?: null; delivered?: null; missed?: null; groupMessage?: null; groupRoster?: null; groupDelivered?: null; groupRequested: parley.v1.GroupRequested.$Shape })
            );
        }

        /**
         * Properties of a GroupCiphertext.
         * @deprecated Use parley.v1.GroupCiphertext.$Properties instead.
         */
        interface IGroupCiphertext extends parley.v1.GroupCiphertext.$Properties {
        }

        /** Represents a GroupCiphertext. */
        class GroupCiphertext {

            /**
             * Constructs a new GroupCiphertext.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupCiphertext.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupCiphertext group. */
            group: Uint8Array;

            /** GroupCiphertext seq. */
            seq: number;

            /** GroupCiphertext roster. */
            roster: number;

            /** GroupCiphertext data. */
            data: Uint8Array;

            /**
             * Encodes the specified GroupCiphertext message. Does not implicitly {@link parley.v1.GroupCiphertext.verify|verify} messages.
             * @param message GroupCiphertext message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupCiphertext.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupCiphertext message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupCiphertext & parley.v1.GroupCiphertext.$Shape} GroupCiphertext
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupCiphertext & parley.v1.GroupCiphertext.$Shape;
        }

        namespace GroupCiphertext {

            /** Properties of a GroupCiphertext. */
            interface $Properties {

                /** GroupCiphertext group */
                group?: (Uint8Array|null);

                /** GroupCiphertext seq */
                seq?: (number|null);

                /** GroupCiphertext roster */
                roster?: (number|null);

                /** GroupCiphertext data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupCiphertext. */
            type $Shape = parley.v1.GroupCiphertext.$Properties;
        }

        /**
         * Properties of a GroupDelivered.
         * @deprecated Use parley.v1.GroupDelivered.$Properties instead.
         */
        interface IGroupDelivered extends parley.v1.GroupDelivered.$Properties {
        }

        /** Represents a GroupDelivered. */
        class GroupDelivered {

            /**
             * Constructs a new GroupDelivered.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupDelivered.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupDelivered group. */
            group: Uint8Array;

            /** GroupDelivered marks. */
            marks: parley.v1.GroupMark.$Properties[];

            /**
             * Encodes the specified GroupDelivered message. Does not implicitly {@link parley.v1.GroupDelivered.verify|verify} messages.
             * @param message GroupDelivered message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupDelivered.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupDelivered message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupDelivered & parley.v1.GroupDelivered.$Shape} GroupDelivered
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupDelivered & parley.v1.GroupDelivered.$Shape;
        }

        namespace GroupDelivered {

            /** Properties of a GroupDelivered. */
            interface $Properties {

                /** GroupDelivered group */
                group?: (Uint8Array|null);

                /** GroupDelivered marks */
                marks?: (parley.v1.GroupMark.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupDelivered. */
            type $Shape = parley.v1.GroupDelivered.$Properties;
        }

        /**
         * Properties of a GroupMark.
         * @deprecated Use parley.v1.GroupMark.$Properties instead.
         */
        interface IGroupMark extends parley.v1.GroupMark.$Properties {
        }

        /** Represents a GroupMark. */
        class GroupMark {

            /**
             * Constructs a new GroupMark.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupMark.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupMark account. */
            account: Uint8Array;

            /** GroupMark upTo. */
            upTo: number;

            /**
             * Encodes the specified GroupMark message. Does not implicitly {@link parley.v1.GroupMark.verify|verify} messages.
             * @param message GroupMark message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupMark.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupMark message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupMark & parley.v1.GroupMark.$Shape} GroupMark
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupMark & parley.v1.GroupMark.$Shape;
        }

        namespace GroupMark {

            /** Properties of a GroupMark. */
            interface $Properties {

                /** GroupMark account */
                account?: (Uint8Array|null);

                /** GroupMark upTo */
                upTo?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupMark. */
            type $Shape = parley.v1.GroupMark.$Properties;
        }

        /**
         * Properties of a GroupRequested.
         * @deprecated Use parley.v1.GroupRequested.$Properties instead.
         */
        interface IGroupRequested extends parley.v1.GroupRequested.$Properties {
        }

        /** Represents a GroupRequested. */
        class GroupRequested {

            /**
             * Constructs a new GroupRequested.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupRequested.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupRequested group. */
            group: Uint8Array;

            /** GroupRequested request. */
            request: Uint8Array;

            /**
             * Encodes the specified GroupRequested message. Does not implicitly {@link parley.v1.GroupRequested.verify|verify} messages.
             * @param message GroupRequested message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupRequested.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupRequested message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupRequested & parley.v1.GroupRequested.$Shape} GroupRequested
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupRequested & parley.v1.GroupRequested.$Shape;
        }

        namespace GroupRequested {

            /** Properties of a GroupRequested. */
            interface $Properties {

                /** GroupRequested group */
                group?: (Uint8Array|null);

                /** GroupRequested request */
                request?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupRequested. */
            type $Shape = parley.v1.GroupRequested.$Properties;
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

            /** ClientFrame sendGroup. */
            sendGroup?: (parley.v1.SendGroup.$Properties|null);

            /** ClientFrame typing. */
            typing?: (parley.v1.Typing.$Properties|null);

            /** ClientFrame watch. */
            watch?: (parley.v1.Watch.$Properties|null);

            /** ClientFrame activity. */
            activity?: (parley.v1.Activity.$Properties|null);

            /** ClientFrame body. */
            body?: ("hello"|"send"|"ack"|"ping"|"pong"|"sendGroup"|"typing"|"watch"|"activity");

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

                /** ClientFrame sendGroup */
                sendGroup?: (parley.v1.SendGroup.$Properties|null);

                /** ClientFrame typing */
                typing?: (parley.v1.Typing.$Properties|null);

                /** ClientFrame watch */
                watch?: (parley.v1.Watch.$Properties|null);

                /** ClientFrame activity */
                activity?: (parley.v1.Activity.$Properties|null);

                /** ClientFrame body */
                body?: ("hello"|"send"|"ack"|"ping"|"pong"|"sendGroup"|"typing"|"watch"|"activity");

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
              sendGroup?: parley.v1.SendGroup.$Shape|null;
              typing?: parley.v1.Typing.$Shape|null;
              watch?: parley.v1.Watch.$Shape|null;
              activity?: parley.v1.Activity.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; hello?: null; send?: null; ack?: null; ping?: null; pong?: null; sendGroup?: null; typing?: null; watch?: null; activity?: null }|{ body?: "hello"; hello: parley.v1.Hello.$Shape; send?: null; ack?: null; ping?: null; pong?: null; sendGroup?: null; typing?: null; watch?: null; activity?: null }|{ body?: "send"; hello?: null; send: parley.v1.Send.$Shape; ack?: null; ping?: null; pong?: null; sendGroup?: null; typing?: null; watch?: null; activity?: null }|{ body?: "ack"; hello?: null; send?: null; ack: parley.v1.Ack.$Shape; ping?: null; pong?: null; sendGroup?: null; typing?: null; watch?: null; activity?: null }|{ body?: "ping"; hello?: null; send?: null; ack?: null; ping: parley.v1.Ping.$Shape; pong?: null; sendGroup?: null; typing?: null; watch?: null; activity?: null }|{ body?: "pong"; hello?: null; send?: null; ack?: null; ping?: null; pong: parley.v1.Pong.$Shape; sendGroup?: null; typing?: null; watch?: null; activity?: null }|{ body?: "sendGroup"; hello?: null; send?: null; ack?: null; ping?: null; pong?: null; sendGroup: parley.v1.SendGroup.$Shape; typing?: null; watch?: null; activity?: null }|{ body?: "typing"; hello?: null; send?: null; ack?: null; ping?: null; pong?: null; sendGroup?: null; typing: parley.v1.Typing.$Shape; watch?: null; activity?: null }|{ body?: "watch"; hello?: null; send?: null; ack?: null; ping?: null; pong?: null; sendGroup?: null; typing?: null; watch: parley.v1.Watch.$Shape; activity?: null }|{ body?: "activity"; hello?: null; send?: null; ack?: null; ping?: null; pong?: null; sendGroup?: null; typing?: null; watch?: null; activity: parley.v1.Activity.$Shape })
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

            /** ServerFrame typing. */
            typing?: (parley.v1.Typing.$Properties|null);

            /** ServerFrame presence. */
            presence?: (parley.v1.Presence.$Properties|null);

            /** ServerFrame body. */
            body?: ("welcome"|"sent"|"refused"|"deliver"|"live"|"pong"|"problem"|"leaving"|"ping"|"typing"|"presence");

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

                /** ServerFrame typing */
                typing?: (parley.v1.Typing.$Properties|null);

                /** ServerFrame presence */
                presence?: (parley.v1.Presence.$Properties|null);

                /** ServerFrame body */
                body?: ("welcome"|"sent"|"refused"|"deliver"|"live"|"pong"|"problem"|"leaving"|"ping"|"typing"|"presence");

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
              typing?: parley.v1.Typing.$Shape|null;
              presence?: parley.v1.Presence.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; welcome?: null; sent?: null; refused?: null; deliver?: null; live?: null; pong?: null; problem?: null; leaving?: null; ping?: null; typing?: null; presence?: null }|{ body?: "welcome"; welcome: parley.v1.Welcome.$Shape; sent?: null; refused?: null; deliver?: null; live?: null; pong?: null; problem?: null; leaving?: null; ping?: null; typing?: null; presence?: null }|{ body?: "sent"; welcome?: null; sent: parley.v1.Sent.$Shape; refused?: null; deliver?: null; live?: null; pong?: null; problem?: null; leaving?: null; ping?: null; typing?: null; presence?: null }|{ body?: "refused"; welcome?: null; sent?: null; refused: parley.v1.Refused.$Shape; deliver?: null; live?: null; pong?: null; problem?: null; leaving?: null; ping?: null; typing?: null; presence?: null }|{ body?: "deliver"; welcome?: null; sent?: null; refused?: null; deliver: parley.v1.Deliver.$Shape; live?: null; pong?: null; problem?: null; leaving?: null; ping?: null; typing?: null; presence?: null }|{ body?: "live"; welcome?: null; sent?: null; refused?: null; deliver?: null; live: parley.v1.Live.$Shape; pong?: null; problem?: null; leaving?: null; ping?: null; typing?: null; presence?: null }|{ body?: "pong"; welcome?: null; sent?: null; refused?: null; deliver?: null; live?: null; pong: parley.v1.Pong.$Shape; problem?: null; leaving?: null; ping?: null; typing?: null; presence?: null }|{ body?: "problem"; welcome?: null; sent?: null; refused?: null; deliver?: null; live?: null; pong?: null; problem: parley.v1.Problem.$Shape; leaving?: null; ping?: null; typing?: null; presence?: null }|{ body?: "leaving"; welcome?: null; sent?: null; refused?: null; deliver?: null; live?: null; pong?: null; problem?: null; leaving: parley.v1.Leaving.$Shape; ping?: null; typing?: null; presence?: null }|{ body?: "ping"; welcome?: null; sent?: null; refused?: null; deliver?: null; live?: null; pong?: null; problem?: null; leaving?: null; ping: parley.v1.Ping.$Shape; typing?: null; presence?: null }|{ body?: "typing"; welcome?: null; sent?: null; refused?: null; deliver?: null; live?: null; pong?: null; problem?: null; leaving?: null; ping?: null; typing: parley.v1.Typing.$Shape; presence?: null }|{ body?: "presence"; welcome?: null; sent?: null; refused?: null; deliver?: null; live?: null; pong?: null; problem?: null; leaving?: null; ping?: null; typing?: null; presence: parley.v1.Presence.$Shape })
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

            /** Welcome privacyVersion. */
            privacyVersion: number;

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

                /** Welcome privacyVersion */
                privacyVersion?: (number|null);

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
         * Properties of a SendGroup.
         * @deprecated Use parley.v1.SendGroup.$Properties instead.
         */
        interface ISendGroup extends parley.v1.SendGroup.$Properties {
        }

        /** Represents a SendGroup. */
        class SendGroup {

            /**
             * Constructs a new SendGroup.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.SendGroup.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SendGroup id. */
            id: Uint8Array;

            /** SendGroup group. */
            group: Uint8Array;

            /** SendGroup after. */
            after: number;

            /** SendGroup roster. */
            roster: number;

            /** SendGroup data. */
            data: Uint8Array;

            /** SendGroup run. */
            run: number;

            /** SendGroup control. */
            control: boolean;

            /**
             * Encodes the specified SendGroup message. Does not implicitly {@link parley.v1.SendGroup.verify|verify} messages.
             * @param message SendGroup message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.SendGroup.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SendGroup message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.SendGroup & parley.v1.SendGroup.$Shape} SendGroup
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.SendGroup & parley.v1.SendGroup.$Shape;
        }

        namespace SendGroup {

            /** Properties of a SendGroup. */
            interface $Properties {

                /** SendGroup id */
                id?: (Uint8Array|null);

                /** SendGroup group */
                group?: (Uint8Array|null);

                /** SendGroup after */
                after?: (number|null);

                /** SendGroup roster */
                roster?: (number|null);

                /** SendGroup data */
                data?: (Uint8Array|null);

                /** SendGroup run */
                run?: (number|null);

                /** SendGroup control */
                control?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SendGroup. */
            type $Shape = parley.v1.SendGroup.$Properties;
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

            /** Sent groupSeq. */
            groupSeq: number;

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

                /** Sent groupSeq */
                groupSeq?: (number|null);

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

            /** Refused roster. */
            roster: number;

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

                /** Refused roster */
                roster?: (number|null);

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
         * Properties of a Typing.
         * @deprecated Use parley.v1.Typing.$Properties instead.
         */
        interface ITyping extends parley.v1.Typing.$Properties {
        }

        /** Represents a Typing. */
        class Typing {

            /**
             * Constructs a new Typing.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Typing.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Typing account. */
            account: Uint8Array;

            /** Typing group. */
            group: Uint8Array;

            /** Typing kind. */
            kind: parley.v1.TypingKind;

            /**
             * Encodes the specified Typing message. Does not implicitly {@link parley.v1.Typing.verify|verify} messages.
             * @param message Typing message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Typing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Typing message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Typing & parley.v1.Typing.$Shape} Typing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Typing & parley.v1.Typing.$Shape;
        }

        namespace Typing {

            /** Properties of a Typing. */
            interface $Properties {

                /** Typing account */
                account?: (Uint8Array|null);

                /** Typing group */
                group?: (Uint8Array|null);

                /** Typing kind */
                kind?: (parley.v1.TypingKind|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Typing. */
            type $Shape = parley.v1.Typing.$Properties;
        }

        /** TypingKind enum. */
        enum TypingKind {

            /** TYPING_KIND_UNSPECIFIED value */
            TYPING_KIND_UNSPECIFIED = 0,

            /** TYPING_KIND_TEXT value */
            TYPING_KIND_TEXT = 1,

            /** TYPING_KIND_VOICE value */
            TYPING_KIND_VOICE = 2
        }

        /**
         * Properties of a Watch.
         * @deprecated Use parley.v1.Watch.$Properties instead.
         */
        interface IWatch extends parley.v1.Watch.$Properties {
        }

        /** Represents a Watch. */
        class Watch {

            /**
             * Constructs a new Watch.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Watch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Watch accounts. */
            accounts: Uint8Array[];

            /**
             * Encodes the specified Watch message. Does not implicitly {@link parley.v1.Watch.verify|verify} messages.
             * @param message Watch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Watch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Watch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Watch & parley.v1.Watch.$Shape} Watch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Watch & parley.v1.Watch.$Shape;
        }

        namespace Watch {

            /** Properties of a Watch. */
            interface $Properties {

                /** Watch accounts */
                accounts?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Watch. */
            type $Shape = parley.v1.Watch.$Properties;
        }

        /**
         * Properties of an Activity.
         * @deprecated Use parley.v1.Activity.$Properties instead.
         */
        interface IActivity extends parley.v1.Activity.$Properties {
        }

        /** Represents an Activity. */
        class Activity {

            /**
             * Constructs a new Activity.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Activity.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Activity active. */
            active: boolean;

            /**
             * Encodes the specified Activity message. Does not implicitly {@link parley.v1.Activity.verify|verify} messages.
             * @param message Activity message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Activity.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Activity message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Activity & parley.v1.Activity.$Shape} Activity
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Activity & parley.v1.Activity.$Shape;
        }

        namespace Activity {

            /** Properties of an Activity. */
            interface $Properties {

                /** Activity active */
                active?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Activity. */
            type $Shape = parley.v1.Activity.$Properties;
        }

        /**
         * Properties of a Presence.
         * @deprecated Use parley.v1.Presence.$Properties instead.
         */
        interface IPresence extends parley.v1.Presence.$Properties {
        }

        /** Represents a Presence. */
        class Presence {

            /**
             * Constructs a new Presence.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.Presence.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Presence account. */
            account: Uint8Array;

            /** Presence online. */
            online: boolean;

            /** Presence lastSeen. */
            lastSeen: number;

            /**
             * Encodes the specified Presence message. Does not implicitly {@link parley.v1.Presence.verify|verify} messages.
             * @param message Presence message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.Presence.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Presence message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.Presence & parley.v1.Presence.$Shape} Presence
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.Presence & parley.v1.Presence.$Shape;
        }

        namespace Presence {

            /** Properties of a Presence. */
            interface $Properties {

                /** Presence account */
                account?: (Uint8Array|null);

                /** Presence online */
                online?: (boolean|null);

                /** Presence lastSeen */
                lastSeen?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Presence. */
            type $Shape = parley.v1.Presence.$Properties;
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
         * Properties of a GroupEvent.
         * @deprecated Use parley.v1.GroupEvent.$Properties instead.
         */
        interface IGroupEvent extends parley.v1.GroupEvent.$Properties {
        }

        /** Represents a GroupEvent. */
        class GroupEvent {

            /**
             * Constructs a new GroupEvent.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupEvent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupEvent group. */
            group: Uint8Array;

            /** GroupEvent version. */
            version: number;

            /** GroupEvent previousHash. */
            previousHash: Uint8Array;

            /** GroupEvent id. */
            id: Uint8Array;

            /** GroupEvent actor. */
            actor: Uint8Array;

            /** GroupEvent actorDevice. */
            actorDevice: number;

            /** GroupEvent actorListVersion. */
            actorListVersion: number;

            /** GroupEvent createdAt. */
            createdAt: number;

            /** GroupEvent created. */
            created?: (parley.v1.GroupCreated.$Properties|null);

            /** GroupEvent added. */
            added?: (parley.v1.GroupMembersAdded.$Properties|null);

            /** GroupEvent removed. */
            removed?: (parley.v1.GroupMembersRemoved.$Properties|null);

            /** GroupEvent role. */
            role?: (parley.v1.GroupRoleSet.$Properties|null);

            /** GroupEvent details. */
            details?: (parley.v1.GroupDetailsSet.$Properties|null);

            /** GroupEvent settings. */
            settings?: (parley.v1.GroupSettingsSet.$Properties|null);

            /** GroupEvent invite. */
            invite?: (parley.v1.GroupInviteMade.$Properties|null);

            /** GroupEvent inviteRevoked. */
            inviteRevoked?: (parley.v1.GroupInviteRevoked.$Properties|null);

            /** GroupEvent joined. */
            joined?: (parley.v1.GroupJoined.$Properties|null);

            /** GroupEvent change. */
            change?: ("created"|"added"|"removed"|"role"|"details"|"settings"|"invite"|"inviteRevoked"|"joined");

            /**
             * Encodes the specified GroupEvent message. Does not implicitly {@link parley.v1.GroupEvent.verify|verify} messages.
             * @param message GroupEvent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupEvent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupEvent & parley.v1.GroupEvent.$Shape} GroupEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupEvent & parley.v1.GroupEvent.$Shape;
        }

        namespace GroupEvent {

            /** Properties of a GroupEvent. */
            interface $Properties {

                /** GroupEvent group */
                group?: (Uint8Array|null);

                /** GroupEvent version */
                version?: (number|null);

                /** GroupEvent previousHash */
                previousHash?: (Uint8Array|null);

                /** GroupEvent id */
                id?: (Uint8Array|null);

                /** GroupEvent actor */
                actor?: (Uint8Array|null);

                /** GroupEvent actorDevice */
                actorDevice?: (number|null);

                /** GroupEvent actorListVersion */
                actorListVersion?: (number|null);

                /** GroupEvent createdAt */
                createdAt?: (number|null);

                /** GroupEvent created */
                created?: (parley.v1.GroupCreated.$Properties|null);

                /** GroupEvent added */
                added?: (parley.v1.GroupMembersAdded.$Properties|null);

                /** GroupEvent removed */
                removed?: (parley.v1.GroupMembersRemoved.$Properties|null);

                /** GroupEvent role */
                role?: (parley.v1.GroupRoleSet.$Properties|null);

                /** GroupEvent details */
                details?: (parley.v1.GroupDetailsSet.$Properties|null);

                /** GroupEvent settings */
                settings?: (parley.v1.GroupSettingsSet.$Properties|null);

                /** GroupEvent invite */
                invite?: (parley.v1.GroupInviteMade.$Properties|null);

                /** GroupEvent inviteRevoked */
                inviteRevoked?: (parley.v1.GroupInviteRevoked.$Properties|null);

                /** GroupEvent joined */
                joined?: (parley.v1.GroupJoined.$Properties|null);

                /** GroupEvent change */
                change?: ("created"|"added"|"removed"|"role"|"details"|"settings"|"invite"|"inviteRevoked"|"joined");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a GroupEvent. */
            type $Shape = {
              group?: Uint8Array|null;
              version?: number|null;
              previousHash?: Uint8Array|null;
              id?: Uint8Array|null;
              actor?: Uint8Array|null;
              actorDevice?: number|null;
              actorListVersion?: number|null;
              createdAt?: number|null;
              created?: parley.v1.GroupCreated.$Shape|null;
              added?: parley.v1.GroupMembersAdded.$Shape|null;
              removed?: parley.v1.GroupMembersRemoved.$Shape|null;
              role?: parley.v1.GroupRoleSet.$Shape|null;
              details?: parley.v1.GroupDetailsSet.$Shape|null;
              settings?: parley.v1.GroupSettingsSet.$Shape|null;
              invite?: parley.v1.GroupInviteMade.$Shape|null;
              inviteRevoked?: parley.v1.GroupInviteRevoked.$Shape|null;
              joined?: parley.v1.GroupJoined.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ change?: undefined; created?: null; added?: null; removed?: null; role?: null; details?: null; settings?: null; invite?: null; inviteRevoked?: null; joined?: null }|{ change?: "created"; created: parley.v1.GroupCreated.$Shape; added?: null; removed?: null; role?: null; details?: null; settings?: null; invite?: null; inviteRevoked?: null; joined?: null }|{ change?: "added"; created?: null; added: parley.v1.GroupMembersAdded.$Shape; removed?: null; role?: null; details?: null; settings?: null; invite?: null; inviteRevoked?: null; joined?: null }|{ change?: "removed"; created?: null; added?: null; removed: parley.v1.GroupMembersRemoved.$Shape; role?: null; details?: null; settings?: null; invite?: null; inviteRevoked?: null; joined?: null }|{ change?: "role"; created?: null; added?: null; removed?: null; role: parley.v1.GroupRoleSet.$Shape; details?: null; settings?: null; invite?: null; inviteRevoked?: null; joined?: null }|{ change?: "details"; created?: null; added?: null; removed?: null; role?: null; details: parley.v1.GroupDetailsSet.$Shape; settings?: null; invite?: null; inviteRevoked?: null; joined?: null }|{ change?: "settings"; created?: null; added?: null; removed?: null; role?: null; details?: null; settings: parley.v1.GroupSettingsSet.$Shape; invite?: null; inviteRevoked?: null; joined?: null }|{ change?: "invite"; created?: null; added?: null; removed?: null; role?: null; details?: null; settings?: null; invite: parley.v1.GroupInviteMade.$Shape; inviteRevoked?: null; joined?: null }|{ change?: "inviteRevoked"; created?: null; added?: null; removed?: null; role?: null; details?: null; settings?: null; invite?: null; inviteRevoked: parley.v1.GroupInviteRevoked.$Shape; joined?: null }|{ change?: "joined"; created?: null; added?: null; removed?: null; role?: null; details?: null; settings?: null; invite?: null; inviteRevoked?: null; joined: parley.v1.GroupJoined.$Shape })
            );
        }

        /**
         * Properties of a SignedGroupEvent.
         * @deprecated Use parley.v1.SignedGroupEvent.$Properties instead.
         */
        interface ISignedGroupEvent extends parley.v1.SignedGroupEvent.$Properties {
        }

        /** Represents a SignedGroupEvent. */
        class SignedGroupEvent {

            /**
             * Constructs a new SignedGroupEvent.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.SignedGroupEvent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignedGroupEvent event. */
            event: Uint8Array;

            /** SignedGroupEvent signature. */
            signature: Uint8Array;

            /**
             * Encodes the specified SignedGroupEvent message. Does not implicitly {@link parley.v1.SignedGroupEvent.verify|verify} messages.
             * @param message SignedGroupEvent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.SignedGroupEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignedGroupEvent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.SignedGroupEvent & parley.v1.SignedGroupEvent.$Shape} SignedGroupEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.SignedGroupEvent & parley.v1.SignedGroupEvent.$Shape;
        }

        namespace SignedGroupEvent {

            /** Properties of a SignedGroupEvent. */
            interface $Properties {

                /** SignedGroupEvent event */
                event?: (Uint8Array|null);

                /** SignedGroupEvent signature */
                signature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignedGroupEvent. */
            type $Shape = parley.v1.SignedGroupEvent.$Properties;
        }

        /**
         * Properties of a GroupSubmission.
         * @deprecated Use parley.v1.GroupSubmission.$Properties instead.
         */
        interface IGroupSubmission extends parley.v1.GroupSubmission.$Properties {
        }

        /** Represents a GroupSubmission. */
        class GroupSubmission {

            /**
             * Constructs a new GroupSubmission.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupSubmission.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupSubmission event. */
            event: Uint8Array;

            /** GroupSubmission signature. */
            signature: Uint8Array;

            /** GroupSubmission addKeys. */
            addKeys: parley.v1.AddKey.$Properties[];

            /**
             * Encodes the specified GroupSubmission message. Does not implicitly {@link parley.v1.GroupSubmission.verify|verify} messages.
             * @param message GroupSubmission message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupSubmission.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupSubmission message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupSubmission & parley.v1.GroupSubmission.$Shape} GroupSubmission
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupSubmission & parley.v1.GroupSubmission.$Shape;
        }

        namespace GroupSubmission {

            /** Properties of a GroupSubmission. */
            interface $Properties {

                /** GroupSubmission event */
                event?: (Uint8Array|null);

                /** GroupSubmission signature */
                signature?: (Uint8Array|null);

                /** GroupSubmission addKeys */
                addKeys?: (parley.v1.AddKey.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupSubmission. */
            type $Shape = parley.v1.GroupSubmission.$Properties;
        }

        /**
         * Properties of an AddKey.
         * @deprecated Use parley.v1.AddKey.$Properties instead.
         */
        interface IAddKey extends parley.v1.AddKey.$Properties {
        }

        /** Represents an AddKey. */
        class AddKey {

            /**
             * Constructs a new AddKey.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.AddKey.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AddKey account. */
            account: Uint8Array;

            /** AddKey key. */
            key: Uint8Array;

            /**
             * Encodes the specified AddKey message. Does not implicitly {@link parley.v1.AddKey.verify|verify} messages.
             * @param message AddKey message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.AddKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AddKey message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.AddKey & parley.v1.AddKey.$Shape} AddKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.AddKey & parley.v1.AddKey.$Shape;
        }

        namespace AddKey {

            /** Properties of an AddKey. */
            interface $Properties {

                /** AddKey account */
                account?: (Uint8Array|null);

                /** AddKey key */
                key?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AddKey. */
            type $Shape = parley.v1.AddKey.$Properties;
        }

        /**
         * Properties of a GroupMember.
         * @deprecated Use parley.v1.GroupMember.$Properties instead.
         */
        interface IGroupMember extends parley.v1.GroupMember.$Properties {
        }

        /** Represents a GroupMember. */
        class GroupMember {

            /**
             * Constructs a new GroupMember.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupMember.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupMember account. */
            account: Uint8Array;

            /** GroupMember accountKeyHash. */
            accountKeyHash: Uint8Array;

            /**
             * Encodes the specified GroupMember message. Does not implicitly {@link parley.v1.GroupMember.verify|verify} messages.
             * @param message GroupMember message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupMember.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupMember message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupMember & parley.v1.GroupMember.$Shape} GroupMember
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupMember & parley.v1.GroupMember.$Shape;
        }

        namespace GroupMember {

            /** Properties of a GroupMember. */
            interface $Properties {

                /** GroupMember account */
                account?: (Uint8Array|null);

                /** GroupMember accountKeyHash */
                accountKeyHash?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupMember. */
            type $Shape = parley.v1.GroupMember.$Properties;
        }

        /**
         * Properties of a GroupCreated.
         * @deprecated Use parley.v1.GroupCreated.$Properties instead.
         */
        interface IGroupCreated extends parley.v1.GroupCreated.$Properties {
        }

        /** Represents a GroupCreated. */
        class GroupCreated {

            /**
             * Constructs a new GroupCreated.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupCreated.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupCreated name. */
            name: string;

            /** GroupCreated description. */
            description: string;

            /** GroupCreated icon. */
            icon: Uint8Array;

            /** GroupCreated settings. */
            settings?: (parley.v1.GroupSettingsSet.$Properties|null);

            /** GroupCreated owner. */
            owner?: (parley.v1.GroupMember.$Properties|null);

            /** GroupCreated members. */
            members: parley.v1.GroupMember.$Properties[];

            /**
             * Encodes the specified GroupCreated message. Does not implicitly {@link parley.v1.GroupCreated.verify|verify} messages.
             * @param message GroupCreated message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupCreated.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupCreated message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupCreated & parley.v1.GroupCreated.$Shape} GroupCreated
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupCreated & parley.v1.GroupCreated.$Shape;
        }

        namespace GroupCreated {

            /** Properties of a GroupCreated. */
            interface $Properties {

                /** GroupCreated name */
                name?: (string|null);

                /** GroupCreated description */
                description?: (string|null);

                /** GroupCreated icon */
                icon?: (Uint8Array|null);

                /** GroupCreated settings */
                settings?: (parley.v1.GroupSettingsSet.$Properties|null);

                /** GroupCreated owner */
                owner?: (parley.v1.GroupMember.$Properties|null);

                /** GroupCreated members */
                members?: (parley.v1.GroupMember.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupCreated. */
            type $Shape = parley.v1.GroupCreated.$Properties;
        }

        /**
         * Properties of a GroupMembersAdded.
         * @deprecated Use parley.v1.GroupMembersAdded.$Properties instead.
         */
        interface IGroupMembersAdded extends parley.v1.GroupMembersAdded.$Properties {
        }

        /** Represents a GroupMembersAdded. */
        class GroupMembersAdded {

            /**
             * Constructs a new GroupMembersAdded.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupMembersAdded.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupMembersAdded members. */
            members: parley.v1.GroupMember.$Properties[];

            /** GroupMembersAdded request. */
            request: Uint8Array;

            /**
             * Encodes the specified GroupMembersAdded message. Does not implicitly {@link parley.v1.GroupMembersAdded.verify|verify} messages.
             * @param message GroupMembersAdded message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupMembersAdded.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupMembersAdded message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupMembersAdded & parley.v1.GroupMembersAdded.$Shape} GroupMembersAdded
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupMembersAdded & parley.v1.GroupMembersAdded.$Shape;
        }

        namespace GroupMembersAdded {

            /** Properties of a GroupMembersAdded. */
            interface $Properties {

                /** GroupMembersAdded members */
                members?: (parley.v1.GroupMember.$Properties[]|null);

                /** GroupMembersAdded request */
                request?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupMembersAdded. */
            type $Shape = parley.v1.GroupMembersAdded.$Properties;
        }

        /**
         * Properties of a GroupMembersRemoved.
         * @deprecated Use parley.v1.GroupMembersRemoved.$Properties instead.
         */
        interface IGroupMembersRemoved extends parley.v1.GroupMembersRemoved.$Properties {
        }

        /** Represents a GroupMembersRemoved. */
        class GroupMembersRemoved {

            /**
             * Constructs a new GroupMembersRemoved.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupMembersRemoved.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupMembersRemoved accounts. */
            accounts: Uint8Array[];

            /**
             * Encodes the specified GroupMembersRemoved message. Does not implicitly {@link parley.v1.GroupMembersRemoved.verify|verify} messages.
             * @param message GroupMembersRemoved message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupMembersRemoved.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupMembersRemoved message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupMembersRemoved & parley.v1.GroupMembersRemoved.$Shape} GroupMembersRemoved
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupMembersRemoved & parley.v1.GroupMembersRemoved.$Shape;
        }

        namespace GroupMembersRemoved {

            /** Properties of a GroupMembersRemoved. */
            interface $Properties {

                /** GroupMembersRemoved accounts */
                accounts?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupMembersRemoved. */
            type $Shape = parley.v1.GroupMembersRemoved.$Properties;
        }

        /** GroupRole enum. */
        enum GroupRole {

            /** GROUP_ROLE_UNSPECIFIED value */
            GROUP_ROLE_UNSPECIFIED = 0,

            /** GROUP_ROLE_MEMBER value */
            GROUP_ROLE_MEMBER = 1,

            /** GROUP_ROLE_ADMIN value */
            GROUP_ROLE_ADMIN = 2,

            /** GROUP_ROLE_OWNER value */
            GROUP_ROLE_OWNER = 3
        }

        /**
         * Properties of a GroupRoleSet.
         * @deprecated Use parley.v1.GroupRoleSet.$Properties instead.
         */
        interface IGroupRoleSet extends parley.v1.GroupRoleSet.$Properties {
        }

        /** Represents a GroupRoleSet. */
        class GroupRoleSet {

            /**
             * Constructs a new GroupRoleSet.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupRoleSet.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupRoleSet account. */
            account: Uint8Array;

            /** GroupRoleSet role. */
            role: parley.v1.GroupRole;

            /**
             * Encodes the specified GroupRoleSet message. Does not implicitly {@link parley.v1.GroupRoleSet.verify|verify} messages.
             * @param message GroupRoleSet message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupRoleSet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupRoleSet message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupRoleSet & parley.v1.GroupRoleSet.$Shape} GroupRoleSet
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupRoleSet & parley.v1.GroupRoleSet.$Shape;
        }

        namespace GroupRoleSet {

            /** Properties of a GroupRoleSet. */
            interface $Properties {

                /** GroupRoleSet account */
                account?: (Uint8Array|null);

                /** GroupRoleSet role */
                role?: (parley.v1.GroupRole|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupRoleSet. */
            type $Shape = parley.v1.GroupRoleSet.$Properties;
        }

        /**
         * Properties of a GroupDetailsSet.
         * @deprecated Use parley.v1.GroupDetailsSet.$Properties instead.
         */
        interface IGroupDetailsSet extends parley.v1.GroupDetailsSet.$Properties {
        }

        /** Represents a GroupDetailsSet. */
        class GroupDetailsSet {

            /**
             * Constructs a new GroupDetailsSet.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupDetailsSet.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupDetailsSet name. */
            name?: (string|null);

            /** GroupDetailsSet description. */
            description?: (string|null);

            /** GroupDetailsSet icon. */
            icon?: (Uint8Array|null);

            /**
             * Encodes the specified GroupDetailsSet message. Does not implicitly {@link parley.v1.GroupDetailsSet.verify|verify} messages.
             * @param message GroupDetailsSet message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupDetailsSet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupDetailsSet message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupDetailsSet & parley.v1.GroupDetailsSet.$Shape} GroupDetailsSet
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupDetailsSet & parley.v1.GroupDetailsSet.$Shape;
        }

        namespace GroupDetailsSet {

            /** Properties of a GroupDetailsSet. */
            interface $Properties {

                /** GroupDetailsSet name */
                name?: (string|null);

                /** GroupDetailsSet description */
                description?: (string|null);

                /** GroupDetailsSet icon */
                icon?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupDetailsSet. */
            type $Shape = parley.v1.GroupDetailsSet.$Properties;
        }

        /**
         * Properties of a GroupSettingsSet.
         * @deprecated Use parley.v1.GroupSettingsSet.$Properties instead.
         */
        interface IGroupSettingsSet extends parley.v1.GroupSettingsSet.$Properties {
        }

        /** Represents a GroupSettingsSet. */
        class GroupSettingsSet {

            /**
             * Constructs a new GroupSettingsSet.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupSettingsSet.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupSettingsSet announcementsOnly. */
            announcementsOnly?: (boolean|null);

            /** GroupSettingsSet adminsEditDetails. */
            adminsEditDetails?: (boolean|null);

            /** GroupSettingsSet timerS. */
            timerS?: (number|null);

            /**
             * Encodes the specified GroupSettingsSet message. Does not implicitly {@link parley.v1.GroupSettingsSet.verify|verify} messages.
             * @param message GroupSettingsSet message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupSettingsSet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupSettingsSet message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupSettingsSet & parley.v1.GroupSettingsSet.$Shape} GroupSettingsSet
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupSettingsSet & parley.v1.GroupSettingsSet.$Shape;
        }

        namespace GroupSettingsSet {

            /** Properties of a GroupSettingsSet. */
            interface $Properties {

                /** GroupSettingsSet announcementsOnly */
                announcementsOnly?: (boolean|null);

                /** GroupSettingsSet adminsEditDetails */
                adminsEditDetails?: (boolean|null);

                /** GroupSettingsSet timerS */
                timerS?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupSettingsSet. */
            type $Shape = parley.v1.GroupSettingsSet.$Properties;
        }

        /**
         * Properties of a GroupInviteMade.
         * @deprecated Use parley.v1.GroupInviteMade.$Properties instead.
         */
        interface IGroupInviteMade extends parley.v1.GroupInviteMade.$Properties {
        }

        /** Represents a GroupInviteMade. */
        class GroupInviteMade {

            /**
             * Constructs a new GroupInviteMade.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupInviteMade.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupInviteMade publicKey. */
            publicKey: Uint8Array;

            /** GroupInviteMade expiresAt. */
            expiresAt: number;

            /** GroupInviteMade maxUses. */
            maxUses: number;

            /** GroupInviteMade approval. */
            approval: boolean;

            /**
             * Encodes the specified GroupInviteMade message. Does not implicitly {@link parley.v1.GroupInviteMade.verify|verify} messages.
             * @param message GroupInviteMade message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupInviteMade.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupInviteMade message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupInviteMade & parley.v1.GroupInviteMade.$Shape} GroupInviteMade
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupInviteMade & parley.v1.GroupInviteMade.$Shape;
        }

        namespace GroupInviteMade {

            /** Properties of a GroupInviteMade. */
            interface $Properties {

                /** GroupInviteMade publicKey */
                publicKey?: (Uint8Array|null);

                /** GroupInviteMade expiresAt */
                expiresAt?: (number|null);

                /** GroupInviteMade maxUses */
                maxUses?: (number|null);

                /** GroupInviteMade approval */
                approval?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupInviteMade. */
            type $Shape = parley.v1.GroupInviteMade.$Properties;
        }

        /**
         * Properties of a GroupInviteRevoked.
         * @deprecated Use parley.v1.GroupInviteRevoked.$Properties instead.
         */
        interface IGroupInviteRevoked extends parley.v1.GroupInviteRevoked.$Properties {
        }

        /** Represents a GroupInviteRevoked. */
        class GroupInviteRevoked {

            /**
             * Constructs a new GroupInviteRevoked.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupInviteRevoked.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupInviteRevoked publicKey. */
            publicKey: Uint8Array;

            /**
             * Encodes the specified GroupInviteRevoked message. Does not implicitly {@link parley.v1.GroupInviteRevoked.verify|verify} messages.
             * @param message GroupInviteRevoked message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupInviteRevoked.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupInviteRevoked message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupInviteRevoked & parley.v1.GroupInviteRevoked.$Shape} GroupInviteRevoked
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupInviteRevoked & parley.v1.GroupInviteRevoked.$Shape;
        }

        namespace GroupInviteRevoked {

            /** Properties of a GroupInviteRevoked. */
            interface $Properties {

                /** GroupInviteRevoked publicKey */
                publicKey?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupInviteRevoked. */
            type $Shape = parley.v1.GroupInviteRevoked.$Properties;
        }

        /**
         * Properties of a GroupJoined.
         * @deprecated Use parley.v1.GroupJoined.$Properties instead.
         */
        interface IGroupJoined extends parley.v1.GroupJoined.$Properties {
        }

        /** Represents a GroupJoined. */
        class GroupJoined {

            /**
             * Constructs a new GroupJoined.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupJoined.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupJoined join. */
            join: Uint8Array;

            /**
             * Encodes the specified GroupJoined message. Does not implicitly {@link parley.v1.GroupJoined.verify|verify} messages.
             * @param message GroupJoined message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupJoined.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupJoined message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupJoined & parley.v1.GroupJoined.$Shape} GroupJoined
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupJoined & parley.v1.GroupJoined.$Shape;
        }

        namespace GroupJoined {

            /** Properties of a GroupJoined. */
            interface $Properties {

                /** GroupJoined join */
                join?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupJoined. */
            type $Shape = parley.v1.GroupJoined.$Properties;
        }

        /**
         * Properties of a GroupJoin.
         * @deprecated Use parley.v1.GroupJoin.$Properties instead.
         */
        interface IGroupJoin extends parley.v1.GroupJoin.$Properties {
        }

        /** Represents a GroupJoin. */
        class GroupJoin {

            /**
             * Constructs a new GroupJoin.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupJoin.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupJoin group. */
            group: Uint8Array;

            /** GroupJoin member. */
            member?: (parley.v1.GroupMember.$Properties|null);

            /** GroupJoin publicKey. */
            publicKey: Uint8Array;

            /** GroupJoin createdAt. */
            createdAt: number;

            /** GroupJoin device. */
            device: number;

            /** GroupJoin listVersion. */
            listVersion: number;

            /**
             * Encodes the specified GroupJoin message. Does not implicitly {@link parley.v1.GroupJoin.verify|verify} messages.
             * @param message GroupJoin message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupJoin.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupJoin message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupJoin & parley.v1.GroupJoin.$Shape} GroupJoin
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupJoin & parley.v1.GroupJoin.$Shape;
        }

        namespace GroupJoin {

            /** Properties of a GroupJoin. */
            interface $Properties {

                /** GroupJoin group */
                group?: (Uint8Array|null);

                /** GroupJoin member */
                member?: (parley.v1.GroupMember.$Properties|null);

                /** GroupJoin publicKey */
                publicKey?: (Uint8Array|null);

                /** GroupJoin createdAt */
                createdAt?: (number|null);

                /** GroupJoin device */
                device?: (number|null);

                /** GroupJoin listVersion */
                listVersion?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupJoin. */
            type $Shape = parley.v1.GroupJoin.$Properties;
        }

        /**
         * Properties of a SignedGroupJoin.
         * @deprecated Use parley.v1.SignedGroupJoin.$Properties instead.
         */
        interface ISignedGroupJoin extends parley.v1.SignedGroupJoin.$Properties {
        }

        /** Represents a SignedGroupJoin. */
        class SignedGroupJoin {

            /**
             * Constructs a new SignedGroupJoin.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.SignedGroupJoin.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignedGroupJoin join. */
            join: Uint8Array;

            /** SignedGroupJoin inviteSignature. */
            inviteSignature: Uint8Array;

            /** SignedGroupJoin deviceSignature. */
            deviceSignature: Uint8Array;

            /**
             * Encodes the specified SignedGroupJoin message. Does not implicitly {@link parley.v1.SignedGroupJoin.verify|verify} messages.
             * @param message SignedGroupJoin message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.SignedGroupJoin.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignedGroupJoin message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.SignedGroupJoin & parley.v1.SignedGroupJoin.$Shape} SignedGroupJoin
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.SignedGroupJoin & parley.v1.SignedGroupJoin.$Shape;
        }

        namespace SignedGroupJoin {

            /** Properties of a SignedGroupJoin. */
            interface $Properties {

                /** SignedGroupJoin join */
                join?: (Uint8Array|null);

                /** SignedGroupJoin inviteSignature */
                inviteSignature?: (Uint8Array|null);

                /** SignedGroupJoin deviceSignature */
                deviceSignature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignedGroupJoin. */
            type $Shape = parley.v1.SignedGroupJoin.$Properties;
        }

        /**
         * Properties of a GroupRosterEntry.
         * @deprecated Use parley.v1.GroupRosterEntry.$Properties instead.
         */
        interface IGroupRosterEntry extends parley.v1.GroupRosterEntry.$Properties {
        }

        /** Represents a GroupRosterEntry. */
        class GroupRosterEntry {

            /**
             * Constructs a new GroupRosterEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupRosterEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupRosterEntry group. */
            group: Uint8Array;

            /** GroupRosterEntry number. */
            number: number;

            /** GroupRosterEntry seq. */
            seq: number;

            /** GroupRosterEntry ts. */
            ts: number;

            /** GroupRosterEntry event. */
            event?: (Uint8Array|null);

            /** GroupRosterEntry devices. */
            devices?: (parley.v1.GroupDevicesChanged.$Properties|null);

            /** GroupRosterEntry entry. */
            entry?: ("event"|"devices");

            /**
             * Encodes the specified GroupRosterEntry message. Does not implicitly {@link parley.v1.GroupRosterEntry.verify|verify} messages.
             * @param message GroupRosterEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupRosterEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupRosterEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupRosterEntry & parley.v1.GroupRosterEntry.$Shape} GroupRosterEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupRosterEntry & parley.v1.GroupRosterEntry.$Shape;
        }

        namespace GroupRosterEntry {

            /** Properties of a GroupRosterEntry. */
            interface $Properties {

                /** GroupRosterEntry group */
                group?: (Uint8Array|null);

                /** GroupRosterEntry number */
                number?: (number|null);

                /** GroupRosterEntry seq */
                seq?: (number|null);

                /** GroupRosterEntry ts */
                ts?: (number|null);

                /** GroupRosterEntry event */
                event?: (Uint8Array|null);

                /** GroupRosterEntry devices */
                devices?: (parley.v1.GroupDevicesChanged.$Properties|null);

                /** GroupRosterEntry entry */
                entry?: ("event"|"devices");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a GroupRosterEntry. */
            type $Shape = {
              group?: Uint8Array|null;
              number?: number|null;
              seq?: number|null;
              ts?: number|null;
              event?: Uint8Array|null;
              devices?: parley.v1.GroupDevicesChanged.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ entry?: undefined; event?: null; devices?: null }|{ entry?: "event"; event: Uint8Array; devices?: null }|{ entry?: "devices"; event?: null; devices: parley.v1.GroupDevicesChanged.$Shape })
            );
        }

        /**
         * Properties of a GroupDevicesChanged.
         * @deprecated Use parley.v1.GroupDevicesChanged.$Properties instead.
         */
        interface IGroupDevicesChanged extends parley.v1.GroupDevicesChanged.$Properties {
        }

        /** Represents a GroupDevicesChanged. */
        class GroupDevicesChanged {

            /**
             * Constructs a new GroupDevicesChanged.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupDevicesChanged.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupDevicesChanged account. */
            account: Uint8Array;

            /** GroupDevicesChanged listVersion. */
            listVersion: number;

            /** GroupDevicesChanged registeredAnew. */
            registeredAnew: boolean;

            /** GroupDevicesChanged ended. */
            ended: boolean;

            /**
             * Encodes the specified GroupDevicesChanged message. Does not implicitly {@link parley.v1.GroupDevicesChanged.verify|verify} messages.
             * @param message GroupDevicesChanged message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupDevicesChanged.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupDevicesChanged message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupDevicesChanged & parley.v1.GroupDevicesChanged.$Shape} GroupDevicesChanged
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupDevicesChanged & parley.v1.GroupDevicesChanged.$Shape;
        }

        namespace GroupDevicesChanged {

            /** Properties of a GroupDevicesChanged. */
            interface $Properties {

                /** GroupDevicesChanged account */
                account?: (Uint8Array|null);

                /** GroupDevicesChanged listVersion */
                listVersion?: (number|null);

                /** GroupDevicesChanged registeredAnew */
                registeredAnew?: (boolean|null);

                /** GroupDevicesChanged ended */
                ended?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupDevicesChanged. */
            type $Shape = parley.v1.GroupDevicesChanged.$Properties;
        }

        /**
         * Properties of a GroupRosterPage.
         * @deprecated Use parley.v1.GroupRosterPage.$Properties instead.
         */
        interface IGroupRosterPage extends parley.v1.GroupRosterPage.$Properties {
        }

        /** Represents a GroupRosterPage. */
        class GroupRosterPage {

            /**
             * Constructs a new GroupRosterPage.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupRosterPage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupRosterPage entries. */
            entries: parley.v1.GroupRosterEntry.$Properties[];

            /** GroupRosterPage more. */
            more: boolean;

            /**
             * Encodes the specified GroupRosterPage message. Does not implicitly {@link parley.v1.GroupRosterPage.verify|verify} messages.
             * @param message GroupRosterPage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupRosterPage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupRosterPage message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupRosterPage & parley.v1.GroupRosterPage.$Shape} GroupRosterPage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupRosterPage & parley.v1.GroupRosterPage.$Shape;
        }

        namespace GroupRosterPage {

            /** Properties of a GroupRosterPage. */
            interface $Properties {

                /** GroupRosterPage entries */
                entries?: (parley.v1.GroupRosterEntry.$Properties[]|null);

                /** GroupRosterPage more */
                more?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupRosterPage. */
            type $Shape = {
              entries?: parley.v1.GroupRosterEntry.$Shape[]|null;
              more?: boolean|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a GroupPreview.
         * @deprecated Use parley.v1.GroupPreview.$Properties instead.
         */
        interface IGroupPreview extends parley.v1.GroupPreview.$Properties {
        }

        /** Represents a GroupPreview. */
        class GroupPreview {

            /**
             * Constructs a new GroupPreview.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupPreview.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupPreview group. */
            group: Uint8Array;

            /** GroupPreview version. */
            version: number;

            /** GroupPreview hash. */
            hash: Uint8Array;

            /** GroupPreview name. */
            name: string;

            /** GroupPreview description. */
            description: string;

            /** GroupPreview icon. */
            icon: Uint8Array;

            /** GroupPreview members. */
            members: number;

            /** GroupPreview approval. */
            approval: boolean;

            /**
             * Encodes the specified GroupPreview message. Does not implicitly {@link parley.v1.GroupPreview.verify|verify} messages.
             * @param message GroupPreview message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupPreview.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupPreview message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupPreview & parley.v1.GroupPreview.$Shape} GroupPreview
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupPreview & parley.v1.GroupPreview.$Shape;
        }

        namespace GroupPreview {

            /** Properties of a GroupPreview. */
            interface $Properties {

                /** GroupPreview group */
                group?: (Uint8Array|null);

                /** GroupPreview version */
                version?: (number|null);

                /** GroupPreview hash */
                hash?: (Uint8Array|null);

                /** GroupPreview name */
                name?: (string|null);

                /** GroupPreview description */
                description?: (string|null);

                /** GroupPreview icon */
                icon?: (Uint8Array|null);

                /** GroupPreview members */
                members?: (number|null);

                /** GroupPreview approval */
                approval?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupPreview. */
            type $Shape = parley.v1.GroupPreview.$Properties;
        }

        /**
         * Properties of a GroupRequests.
         * @deprecated Use parley.v1.GroupRequests.$Properties instead.
         */
        interface IGroupRequests extends parley.v1.GroupRequests.$Properties {
        }

        /** Represents a GroupRequests. */
        class GroupRequests {

            /**
             * Constructs a new GroupRequests.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.GroupRequests.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupRequests requests. */
            requests: Uint8Array[];

            /**
             * Encodes the specified GroupRequests message. Does not implicitly {@link parley.v1.GroupRequests.verify|verify} messages.
             * @param message GroupRequests message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.GroupRequests.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupRequests message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.GroupRequests & parley.v1.GroupRequests.$Shape} GroupRequests
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.GroupRequests & parley.v1.GroupRequests.$Shape;
        }

        namespace GroupRequests {

            /** Properties of a GroupRequests. */
            interface $Properties {

                /** GroupRequests requests */
                requests?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupRequests. */
            type $Shape = parley.v1.GroupRequests.$Properties;
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

            /** DeviceListChain ended. */
            ended: boolean;

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

                /** DeviceListChain ended */
                ended?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceListChain. */
            type $Shape = parley.v1.DeviceListChain.$Properties;
        }

        /**
         * Properties of a DeviceListsRequest.
         * @deprecated Use parley.v1.DeviceListsRequest.$Properties instead.
         */
        interface IDeviceListsRequest extends parley.v1.DeviceListsRequest.$Properties {
        }

        /** Represents a DeviceListsRequest. */
        class DeviceListsRequest {

            /**
             * Constructs a new DeviceListsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.DeviceListsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeviceListsRequest wanted. */
            wanted: parley.v1.DeviceListsWanted.$Properties[];

            /**
             * Encodes the specified DeviceListsRequest message. Does not implicitly {@link parley.v1.DeviceListsRequest.verify|verify} messages.
             * @param message DeviceListsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.DeviceListsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeviceListsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.DeviceListsRequest & parley.v1.DeviceListsRequest.$Shape} DeviceListsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.DeviceListsRequest & parley.v1.DeviceListsRequest.$Shape;
        }

        namespace DeviceListsRequest {

            /** Properties of a DeviceListsRequest. */
            interface $Properties {

                /** DeviceListsRequest wanted */
                wanted?: (parley.v1.DeviceListsWanted.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceListsRequest. */
            type $Shape = parley.v1.DeviceListsRequest.$Properties;
        }

        /**
         * Properties of a DeviceListsWanted.
         * @deprecated Use parley.v1.DeviceListsWanted.$Properties instead.
         */
        interface IDeviceListsWanted extends parley.v1.DeviceListsWanted.$Properties {
        }

        /** Represents a DeviceListsWanted. */
        class DeviceListsWanted {

            /**
             * Constructs a new DeviceListsWanted.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.DeviceListsWanted.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeviceListsWanted account. */
            account: Uint8Array;

            /** DeviceListsWanted from. */
            from: number;

            /**
             * Encodes the specified DeviceListsWanted message. Does not implicitly {@link parley.v1.DeviceListsWanted.verify|verify} messages.
             * @param message DeviceListsWanted message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.DeviceListsWanted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeviceListsWanted message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.DeviceListsWanted & parley.v1.DeviceListsWanted.$Shape} DeviceListsWanted
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.DeviceListsWanted & parley.v1.DeviceListsWanted.$Shape;
        }

        namespace DeviceListsWanted {

            /** Properties of a DeviceListsWanted. */
            interface $Properties {

                /** DeviceListsWanted account */
                account?: (Uint8Array|null);

                /** DeviceListsWanted from */
                from?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceListsWanted. */
            type $Shape = parley.v1.DeviceListsWanted.$Properties;
        }

        /**
         * Properties of a DeviceListsResponse.
         * @deprecated Use parley.v1.DeviceListsResponse.$Properties instead.
         */
        interface IDeviceListsResponse extends parley.v1.DeviceListsResponse.$Properties {
        }

        /** Represents a DeviceListsResponse. */
        class DeviceListsResponse {

            /**
             * Constructs a new DeviceListsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.DeviceListsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeviceListsResponse chains. */
            chains: parley.v1.DeviceListChain.$Properties[];

            /**
             * Encodes the specified DeviceListsResponse message. Does not implicitly {@link parley.v1.DeviceListsResponse.verify|verify} messages.
             * @param message DeviceListsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.DeviceListsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeviceListsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.DeviceListsResponse & parley.v1.DeviceListsResponse.$Shape} DeviceListsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.DeviceListsResponse & parley.v1.DeviceListsResponse.$Shape;
        }

        namespace DeviceListsResponse {

            /** Properties of a DeviceListsResponse. */
            interface $Properties {

                /** DeviceListsResponse chains */
                chains?: (parley.v1.DeviceListChain.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceListsResponse. */
            type $Shape = parley.v1.DeviceListsResponse.$Properties;
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

        /**
         * Properties of a LinkOpening.
         * @deprecated Use parley.v1.LinkOpening.$Properties instead.
         */
        interface ILinkOpening extends parley.v1.LinkOpening.$Properties {
        }

        /** Represents a LinkOpening. */
        class LinkOpening {

            /**
             * Constructs a new LinkOpening.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.LinkOpening.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LinkOpening ephemeralKey. */
            ephemeralKey: Uint8Array;

            /** LinkOpening sealed. */
            sealed: Uint8Array;

            /**
             * Encodes the specified LinkOpening message. Does not implicitly {@link parley.v1.LinkOpening.verify|verify} messages.
             * @param message LinkOpening message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.LinkOpening.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LinkOpening message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.LinkOpening & parley.v1.LinkOpening.$Shape} LinkOpening
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.LinkOpening & parley.v1.LinkOpening.$Shape;
        }

        namespace LinkOpening {

            /** Properties of a LinkOpening. */
            interface $Properties {

                /** LinkOpening ephemeralKey */
                ephemeralKey?: (Uint8Array|null);

                /** LinkOpening sealed */
                sealed?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LinkOpening. */
            type $Shape = parley.v1.LinkOpening.$Properties;
        }

        /**
         * Properties of a LinkOffer.
         * @deprecated Use parley.v1.LinkOffer.$Properties instead.
         */
        interface ILinkOffer extends parley.v1.LinkOffer.$Properties {
        }

        /** Represents a LinkOffer. */
        class LinkOffer {

            /**
             * Constructs a new LinkOffer.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.LinkOffer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LinkOffer account. */
            account: Uint8Array;

            /** LinkOffer accountKey. */
            accountKey: Uint8Array;

            /**
             * Encodes the specified LinkOffer message. Does not implicitly {@link parley.v1.LinkOffer.verify|verify} messages.
             * @param message LinkOffer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.LinkOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LinkOffer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.LinkOffer & parley.v1.LinkOffer.$Shape} LinkOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.LinkOffer & parley.v1.LinkOffer.$Shape;
        }

        namespace LinkOffer {

            /** Properties of a LinkOffer. */
            interface $Properties {

                /** LinkOffer account */
                account?: (Uint8Array|null);

                /** LinkOffer accountKey */
                accountKey?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LinkOffer. */
            type $Shape = parley.v1.LinkOffer.$Properties;
        }

        /**
         * Properties of a LinkAnswer.
         * @deprecated Use parley.v1.LinkAnswer.$Properties instead.
         */
        interface ILinkAnswer extends parley.v1.LinkAnswer.$Properties {
        }

        /** Represents a LinkAnswer. */
        class LinkAnswer {

            /**
             * Constructs a new LinkAnswer.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.LinkAnswer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LinkAnswer identityKey. */
            identityKey: Uint8Array;

            /** LinkAnswer deviceName. */
            deviceName: string;

            /** LinkAnswer keys. */
            keys: Uint8Array;

            /** LinkAnswer tokenHash. */
            tokenHash: Uint8Array;

            /**
             * Encodes the specified LinkAnswer message. Does not implicitly {@link parley.v1.LinkAnswer.verify|verify} messages.
             * @param message LinkAnswer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.LinkAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LinkAnswer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.LinkAnswer & parley.v1.LinkAnswer.$Shape} LinkAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.LinkAnswer & parley.v1.LinkAnswer.$Shape;
        }

        namespace LinkAnswer {

            /** Properties of a LinkAnswer. */
            interface $Properties {

                /** LinkAnswer identityKey */
                identityKey?: (Uint8Array|null);

                /** LinkAnswer deviceName */
                deviceName?: (string|null);

                /** LinkAnswer keys */
                keys?: (Uint8Array|null);

                /** LinkAnswer tokenHash */
                tokenHash?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LinkAnswer. */
            type $Shape = parley.v1.LinkAnswer.$Properties;
        }

        /**
         * Properties of a LinkHandover.
         * @deprecated Use parley.v1.LinkHandover.$Properties instead.
         */
        interface ILinkHandover extends parley.v1.LinkHandover.$Properties {
        }

        /** Represents a LinkHandover. */
        class LinkHandover {

            /**
             * Constructs a new LinkHandover.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.LinkHandover.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LinkHandover device. */
            device: number;

            /** LinkHandover listVersion. */
            listVersion: number;

            /** LinkHandover listHash. */
            listHash: Uint8Array;

            /** LinkHandover phone. */
            phone: string;

            /** LinkHandover assetSecret. */
            assetSecret: Uint8Array;

            /** LinkHandover profile. */
            profile?: (parley.v1.OwnProfile.$Properties|null);

            /**
             * Encodes the specified LinkHandover message. Does not implicitly {@link parley.v1.LinkHandover.verify|verify} messages.
             * @param message LinkHandover message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.LinkHandover.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LinkHandover message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.LinkHandover & parley.v1.LinkHandover.$Shape} LinkHandover
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.LinkHandover & parley.v1.LinkHandover.$Shape;
        }

        namespace LinkHandover {

            /** Properties of a LinkHandover. */
            interface $Properties {

                /** LinkHandover device */
                device?: (number|null);

                /** LinkHandover listVersion */
                listVersion?: (number|null);

                /** LinkHandover listHash */
                listHash?: (Uint8Array|null);

                /** LinkHandover phone */
                phone?: (string|null);

                /** LinkHandover assetSecret */
                assetSecret?: (Uint8Array|null);

                /** LinkHandover profile */
                profile?: (parley.v1.OwnProfile.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LinkHandover. */
            type $Shape = parley.v1.LinkHandover.$Properties;
        }

        /**
         * Properties of a RecoveryBackup.
         * @deprecated Use parley.v1.RecoveryBackup.$Properties instead.
         */
        interface IRecoveryBackup extends parley.v1.RecoveryBackup.$Properties {
        }

        /** Represents a RecoveryBackup. */
        class RecoveryBackup {

            /**
             * Constructs a new RecoveryBackup.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.RecoveryBackup.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RecoveryBackup device. */
            device: number;

            /** RecoveryBackup listVersion. */
            listVersion: number;

            /** RecoveryBackup listHash. */
            listHash: Uint8Array;

            /** RecoveryBackup accountKey. */
            accountKey: Uint8Array;

            /** RecoveryBackup assetSecret. */
            assetSecret: Uint8Array;

            /** RecoveryBackup verified. */
            verified: parley.v1.VerifiedContact.$Properties[];

            /**
             * Encodes the specified RecoveryBackup message. Does not implicitly {@link parley.v1.RecoveryBackup.verify|verify} messages.
             * @param message RecoveryBackup message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.RecoveryBackup.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RecoveryBackup message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.RecoveryBackup & parley.v1.RecoveryBackup.$Shape} RecoveryBackup
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.RecoveryBackup & parley.v1.RecoveryBackup.$Shape;
        }

        namespace RecoveryBackup {

            /** Properties of a RecoveryBackup. */
            interface $Properties {

                /** RecoveryBackup device */
                device?: (number|null);

                /** RecoveryBackup listVersion */
                listVersion?: (number|null);

                /** RecoveryBackup listHash */
                listHash?: (Uint8Array|null);

                /** RecoveryBackup accountKey */
                accountKey?: (Uint8Array|null);

                /** RecoveryBackup assetSecret */
                assetSecret?: (Uint8Array|null);

                /** RecoveryBackup verified */
                verified?: (parley.v1.VerifiedContact.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RecoveryBackup. */
            type $Shape = parley.v1.RecoveryBackup.$Properties;
        }

        /**
         * Properties of a VerifiedContact.
         * @deprecated Use parley.v1.VerifiedContact.$Properties instead.
         */
        interface IVerifiedContact extends parley.v1.VerifiedContact.$Properties {
        }

        /** Represents a VerifiedContact. */
        class VerifiedContact {

            /**
             * Constructs a new VerifiedContact.
             * @param [properties] Properties to set
             */
            constructor(properties?: parley.v1.VerifiedContact.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** VerifiedContact account. */
            account: Uint8Array;

            /** VerifiedContact accountKey. */
            accountKey: Uint8Array;

            /** VerifiedContact phone. */
            phone: string;

            /** VerifiedContact name. */
            name: string;

            /**
             * Encodes the specified VerifiedContact message. Does not implicitly {@link parley.v1.VerifiedContact.verify|verify} messages.
             * @param message VerifiedContact message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: parley.v1.VerifiedContact.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a VerifiedContact message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {parley.v1.VerifiedContact & parley.v1.VerifiedContact.$Shape} VerifiedContact
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): parley.v1.VerifiedContact & parley.v1.VerifiedContact.$Shape;
        }

        namespace VerifiedContact {

            /** Properties of a VerifiedContact. */
            interface $Properties {

                /** VerifiedContact account */
                account?: (Uint8Array|null);

                /** VerifiedContact accountKey */
                accountKey?: (Uint8Array|null);

                /** VerifiedContact phone */
                phone?: (string|null);

                /** VerifiedContact name */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a VerifiedContact. */
            type $Shape = parley.v1.VerifiedContact.$Properties;
        }
    }
}
export import wire = parley.v1;
