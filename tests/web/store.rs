//! The contract of the records on the phone.

use portal::web::store::{Device, RecordId, Shelf, StoreError, StoredRecord};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

async fn device(name: &str) -> Device {
    let device = Device::open(name, || {}).await.unwrap();
    device.delete_all().await.unwrap();
    device
}

fn record(id: &str, version: u32, bytes: &[u8]) -> StoredRecord {
    StoredRecord { id: RecordId(id.into()), version, bytes: bytes.to_vec() }
}

#[wasm_bindgen_test]
async fn what_was_put_is_got_by_any_handle() {
    let first = device("put").await;
    assert_eq!(first.put(Shelf::Records, &record("a", 0, b"one")).await, Ok(1));
    let second = Device::open("put", || {}).await.unwrap();
    assert_eq!(second.get(Shelf::Records, &RecordId("a".into())).await, Ok(Some(record("a", 1, b"one"))));
}

#[wasm_bindgen_test]
async fn of_two_writers_that_saw_one_version_the_second_is_refused() {
    let first = device("conflict").await;
    let second = Device::open("conflict", || {}).await.unwrap();
    assert_eq!(first.put(Shelf::Records, &record("a", 0, b"one")).await, Ok(1));
    assert_eq!(first.put(Shelf::Records, &record("a", 1, b"two")).await, Ok(2));
    let late = second.put(Shelf::Records, &record("a", 1, b"three")).await;
    assert_eq!(late, Err(StoreError::Conflict { expected: 1, found: 2 }));
    assert_eq!(second.get(Shelf::Records, &RecordId("a".into())).await, Ok(Some(record("a", 2, b"two"))));
}

#[wasm_bindgen_test]
async fn all_records_are_listed() {
    let device = device("list").await;
    assert_eq!(device.list(Shelf::Records).await, Ok(vec![]));
    device.put(Shelf::Records, &record("a", 0, b"one")).await.unwrap();
    device.put(Shelf::Records, &record("b", 0, b"two")).await.unwrap();
    assert_eq!(device.list(Shelf::Records).await, Ok(vec![record("a", 1, b"one"), record("b", 1, b"two")]));
}

#[wasm_bindgen_test]
async fn what_was_deleted_is_gone_and_deleting_it_again_is_no_error() {
    let device = device("delete").await;
    let id = RecordId("a".into());
    device.put(Shelf::Records, &record("a", 0, b"one")).await.unwrap();
    for _ in 0..2 {
        assert_eq!(device.delete(&id).await, Ok(()));
        assert_eq!(device.get(Shelf::Records, &id).await, Ok(None));
    }
}

#[wasm_bindgen_test]
async fn what_was_deleted_is_put_back_as_it_was_and_never_over_another() {
    let device = device("put_back").await;
    device.put(Shelf::Records, &record("a", 0, b"one")).await.unwrap();
    device.put(Shelf::Records, &record("a", 1, b"two")).await.unwrap();
    device.delete(&RecordId("a".into())).await.unwrap();
    assert_eq!(device.put_over(Shelf::Records, &record("a", 2, b"two"), 0).await, Ok(2));
    assert_eq!(device.list(Shelf::Records).await, Ok(vec![record("a", 2, b"two")]));
    let again = device.put_over(Shelf::Records, &record("a", 2, b"two"), 0).await;
    assert_eq!(again, Err(StoreError::Conflict { expected: 0, found: 2 }));
}

#[wasm_bindgen_test]
async fn what_was_written_over_is_put_back_under_the_next_version() {
    let device = device("put_back_over").await;
    device.put(Shelf::Records, &record("a", 0, b"one")).await.unwrap();
    device.put(Shelf::Records, &record("a", 1, b"two")).await.unwrap();
    assert_eq!(device.put_over(Shelf::Records, &record("a", 1, b"one"), 2).await, Ok(3));
    let late = device.put_over(Shelf::Records, &record("a", 1, b"one"), 2).await;
    assert_eq!(late, Err(StoreError::Conflict { expected: 2, found: 3 }));
    assert_eq!(device.list(Shelf::Records).await, Ok(vec![record("a", 3, b"one")]));
}

#[wasm_bindgen_test]
async fn deleting_everything_forgets_the_choice_too() {
    let device = device("everything").await;
    let id = RecordId("a".into());
    device.put(Shelf::Records, &record("a", 0, b"one")).await.unwrap();
    device.choose(&id).await.unwrap();
    assert_eq!(device.chosen().await, Ok(Some(id)));
    device.delete_all().await.unwrap();
    assert_eq!(device.list(Shelf::Records).await, Ok(vec![]));
    assert_eq!(device.chosen().await, Ok(None));
}

#[wasm_bindgen_test]
async fn what_was_told_lies_beside_its_record_and_goes_with_it() {
    let device = device("told").await;
    let id = RecordId("a".into());
    device.put(Shelf::Records, &record("a", 0, b"clinic")).await.unwrap();
    assert_eq!(device.put(Shelf::Told, &record("a", 0, b"told")).await, Ok(1));
    assert_eq!(device.get(Shelf::Told, &id).await, Ok(Some(record("a", 1, b"told"))));
    assert_eq!(device.get(Shelf::Records, &id).await, Ok(Some(record("a", 1, b"clinic"))));
    let late = device.put(Shelf::Told, &record("a", 0, b"late")).await;
    assert_eq!(late, Err(StoreError::Conflict { expected: 0, found: 1 }));
    device.delete(&id).await.unwrap();
    assert_eq!(device.get(Shelf::Told, &id).await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_store_closes_for_what_takes_it_over_and_says_so_once() {
    let told = Rc::new(Cell::new(0));
    let tell = told.clone();
    let first = Device::open("outdated", move || tell.set(tell.get() + 1)).await.unwrap();
    // Deleting waits for every handle, as a newer version does.
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    let taking_over = factory.delete_database("outdated").unwrap();
    let taken_over = js_sys::Promise::new(&mut |resolve, _| taking_over.set_onsuccess(Some(&resolve)));
    JsFuture::from(taken_over).await.unwrap();
    assert_eq!(told.get(), 1);
    assert!(matches!(first.list(Shelf::Records).await, Err(StoreError::Failed(_))));
}

#[wasm_bindgen_test]
async fn a_new_name_was_never_given_before() {
    assert_ne!(RecordId::new(), RecordId::new());
}
