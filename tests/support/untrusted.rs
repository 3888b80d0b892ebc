//! A server whose certificate no computer trusts, as TLS inspection shows one.

use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

const PEM: &[u8] = include_bytes!("../fixtures/certificates/app.pem");

/// Waits for one connection.
#[derive(Debug)]
pub struct Untrusted {
    /// Such as `https://localhost:41873`.
    pub origin: String,
    accepted: JoinHandle<bool>,
}

impl Untrusted {
    /// Listens on this computer.
    pub async fn start() -> Self {
        let chain = CertificateDer::pem_slice_iter(PEM)
            .collect::<Result<Vec<_>, _>>()
            .expect("certificates");
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the provider's own versions")
            .with_no_client_auth()
            .with_single_cert(chain, PrivateKeyDer::from_pem_slice(PEM).expect("a key"))
            .expect("a certificate with its key");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let accepted = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.expect("a connection");
            acceptor.accept(stream).await.is_ok()
        });
        Self {
            origin: format!("https://localhost:{port}"),
            accepted,
        }
    }

    /// Waits for the connection, and whether the other side broke it off before anything was sent.
    pub async fn refused(self) -> bool {
        !self.accepted.await.expect("the connection was tried")
    }
}
