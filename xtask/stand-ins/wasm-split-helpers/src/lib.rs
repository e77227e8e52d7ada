//! Takes the place of the crate `wasm_split_helpers`, for which `#[wasm_split]` writes its code.
//!
//! The real one lets many threads ask for a module at once and remembers the answer in the wasm. A
//! page has one thread, and `xtask/assets/details.js` remembers.

// What is written down here is agreed with that script and with the macro, and no compiler checks it.
#![expect(unsafe_code, reason = "a function of JavaScript is given a function of the wasm to call")]

pub use wasm_split_macros::wasm_split;

/// The module did not arrive.
#[derive(Debug, Clone, Copy)]
pub struct SplitLoaderError;

/// What the macro's code calls.
#[doc(hidden)]
pub mod rt {
    use crate::SplitLoaderError;
    use core::cell::Cell;
    use core::ffi::c_void;
    use core::future::poll_fn;
    use core::pin::Pin;
    use core::task::{Poll, Waker};
    use std::rc::Rc;

    /// Is told the question it answers, and whether the module arrived.
    pub type LoadCallbackFn = unsafe extern "C" fn(*const c_void, bool);
    /// Fetches the module, and tells how that went.
    pub type LoadFn = unsafe extern "C" fn(LoadCallbackFn, *const c_void);

    /// How the module is fetched.
    #[derive(Debug)]
    pub struct LazySplitLoader(LoadFn);

    impl LazySplitLoader {
        /// # Safety
        /// The function must call what it is given once, later, with the pointer it is given.
        pub const unsafe fn new(load: LoadFn) -> Self {
            Self(load)
        }
    }

    #[derive(Default)]
    struct Question {
        arrived: Cell<Option<bool>>,
        waker: Cell<Option<Waker>>,
    }

    /// Waits for the module.
    ///
    /// # Errors
    /// [`SplitLoaderError`] where it did not arrive; it may be asked for again.
    pub async fn ensure_loaded(loader: Pin<&LazySplitLoader>) -> Result<(), SplitLoaderError> {
        let question = Rc::new(Question::default());
        // SAFETY: `tell` takes back the pointer that it is given, and it is given it once.
        unsafe { loader.0(tell, Rc::into_raw(question.clone()).cast()) };
        poll_fn(|context| match question.arrived.get() {
            Some(true) => Poll::Ready(Ok(())),
            Some(false) => Poll::Ready(Err(SplitLoaderError)),
            None => {
                question.waker.set(Some(context.waker().clone()));
                Poll::Pending
            }
        })
        .await
    }

    unsafe extern "C" fn tell(question: *const c_void, arrived: bool) {
        // SAFETY: it comes from `ensure_loaded`, and comes once.
        let question: Rc<Question> = unsafe { Rc::from_raw(question.cast()) };
        question.arrived.set(Some(arrived));
        if let Some(waker) = question.waker.take() {
            waker.wake();
        }
    }
}
