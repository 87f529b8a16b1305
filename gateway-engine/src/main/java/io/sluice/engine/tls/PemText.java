package io.sluice.engine.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The certificates and the private key in a text of RFC 7468. Whatever stands between the blocks is ignored.
 *
 * @param certificates in the order of the text
 * @param key null when the text has none
 */
record PemText(List<X509Certificate> certificates, @Nullable PrivateKey key) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    /**
     * Reads a text.
     *
     * @param password of an encrypted key; null for none
     * @throws GeneralSecurityException if a block is not what it says, is encrypted with another password, or is a key in
     *     a form other than PKCS #8
     */
    static PemText parse(String text, char @Nullable [] password) throws GeneralSecurityException {
        var factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        PrivateKey key = null;
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String kind = block.group(1);
            byte[] bytes = decode(kind, block.group(2));
            if (kind.equals("CERTIFICATE")) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
            } else if (kind.endsWith("PRIVATE KEY")) {
                if (key != null) {
                    throw new GeneralSecurityException("it has more than one private key");
                }
                key = key(kind, bytes, password);
            }
        }
        return new PemText(List.copyOf(certificates), key);
    }

    private static byte[] decode(String kind, String text) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the block " + kind + " is no base64", e);
        }
    }

    private static PrivateKey key(String kind, byte[] bytes, char @Nullable [] password)
            throws GeneralSecurityException {
        return switch (kind) {
            case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(bytes));
            case "ENCRYPTED PRIVATE KEY" -> key(decrypt(bytes, password));
            default ->
                throw new GeneralSecurityException("the block " + kind
                        + " is not of PKCS #8; convert it with: openssl pkcs8 -topk8 -nodes -in old.key -out new.key");
        };
    }

    private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        InvalidKeySpecException failure = null;
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                failure = e; // a key of another algorithm, perhaps
            }
        }
        throw new GeneralSecurityException("the private key is of none of the algorithms " + ALGORITHMS, failure);
    }

    private static PKCS8EncodedKeySpec decrypt(byte[] bytes, char @Nullable [] password)
            throws GeneralSecurityException {
        if (password == null) {
            throw new GeneralSecurityException("the private key is encrypted, and there is no password for it;"
                    + " one without is written by: openssl pkey -in old.key -out new.key");
        }
        try {
            var encrypted = new EncryptedPrivateKeyInfo(bytes);
            String algorithm = encrypted.getAlgParameters() == null
                    ? encrypted.getAlgName()
                    : encrypted.getAlgParameters().toString(); // of PBES2 the name says too little
            var secret = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password));
            var cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, secret, encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher);
        } catch (IOException | GeneralSecurityException e) {
            throw new GeneralSecurityException("the private key cannot be decrypted; is the password right?", e);
        }
    }
}
