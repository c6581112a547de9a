#!/bin/sh
# Makes certificates for the links between Parley's processes, with an authority of their own.
#
#   deploy/link-certificates.sh FOLDER NAME...
#
# NAME is what other processes reach a process under, as in --link-host and --link-peers: a name or an IP address. One
# certificate for each is written to FOLDER, and at the first run the authority, ca.pem and ca.key. ca.key makes new
# certificates and belongs on no server; each server needs its own NAME.pem and NAME.key, and ca.pem.
set -eu

DAYS=825            # of a process; the authority lasts longer
AUTHORITY_DAYS=3650

[ $# -ge 2 ] || { sed -n '4p' "$0" >&2; exit 2; }
folder=$1
shift
umask 077
mkdir -p "$folder"

if [ ! -e "$folder/ca.key" ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days "$AUTHORITY_DAYS" \
    -subj '/CN=Parley links' -keyout "$folder/ca.key" -out "$folder/ca.pem" 2>/dev/null \
    -addext 'keyUsage=critical,keyCertSign,cRLSign'
fi

for name in "$@"; do
  case $name in
    *:*) kind=IP ;;
    *[!0-9.]*) kind=DNS ;;
    *) kind=IP ;;
  esac
  file=$folder/$name
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$name" \
    -keyout "$file.key" -out "$file.csr" 2>/dev/null
  printf 'subjectAltName=%s:%s\nextendedKeyUsage=serverAuth,clientAuth\nbasicConstraints=critical,CA:FALSE\n' \
    "$kind" "$name" >"$file.ext"
  openssl x509 -req -in "$file.csr" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" -CAcreateserial \
    -days "$DAYS" -extfile "$file.ext" -out "$file.pem" 2>/dev/null
  rm "$file.csr" "$file.ext"
  echo "$file.pem"
done
