#!/bin/sh
# Makes the certificates of the tests anew, but cert.pem and its key; needs OpenSSL 3.
set -eu
cd "$(dirname "$0")"
ec() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:"${2:-P-256}" -out "$1"; }
self() { openssl req -x509 -new -key "$1-key.pem" -out "$1.pem" -days 36500 -subj "/CN=$2" ${3:+"-$3"} ${4:+"$4"}; }
signed() {
  openssl req -new -key "$1-key.pem" -subj "$2" -out request.pem
  openssl x509 -req -in request.pem -CA client-ca.pem -CAkey client-ca-key.pem -days "$3" -out "$1.pem" -sha256 -extfile names.cnf -extensions "$4"
}
printf '[ann]\nsubjectAltName=DNS:sensor-1.example,email:ann@example\n[none]\nbasicConstraints=CA:FALSE\n' > names.cnf
ec client-ca-key.pem && self client-ca 'Test clients'
ec client-key.pem && signed client /O=Test/CN=ann 36500 ann
openssl pkcs12 -export -legacy -in client.pem -inkey client-key.pem -certfile client-ca.pem -out older.p12 -passout pass:older
ec nameless-key.pem && signed nameless /O=Test 36500 none
ec late-key.pem && signed late /CN=late -1 none
openssl genrsa -out weak-client-key.pem 1024 && signed weak-client /CN=weak 36500 none
ec stranger-key.pem && self stranger stranger
openssl genrsa -out weak-rsa-key.pem 1024 && self weak-rsa localhost
ec weak-ec-key.pem P-224 && self weak-ec localhost
ec weak-signature-key.pem && self weak-signature localhost sha1
ec expired-key.pem && openssl req -new -key expired-key.pem -subj /CN=localhost -out request.pem && openssl x509 -req -in request.pem -signkey expired-key.pem -days -1 -out expired.pem
ec client-only-key.pem && self client-only localhost addext extendedKeyUsage=clientAuth
rm -f request.pem names.cnf client-ca-key.pem client-ca.srl
